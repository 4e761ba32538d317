"""Products: the catalogue. The same for every account, so off until a portal or an override switches it on."""

from policy.presets.preset import AMOUNTS, DESCRIPTION, DETAILS, FILES, Preset, field, label, read, section, status

PRODUCTS = Preset(
    "products",
    definition={
        "label": label("Products", "Produtos", "Productos", "Produkte"),
        "fields": [
            field("sku", "string", label("Item number", "Referência", "Referencia", "Artikelnummer"), searchable=True),
            field("category", "string", label("Category", "Categoria", "Categoría", "Kategorie"), sortable=True),
            field("brand", "string", label("Brand", "Marca", "Marca", "Marke"), sortable=True, searchable=True),
            DESCRIPTION,
            field("unit", "string", label("Unit", "Unidade", "Unidad", "Einheit")),
            field("price", "money", label("Price", "Preço", "Precio", "Preis"), sortable=True),
            field("tax_rate", "number", label("Tax rate", "Taxa de imposto", "Tipo impositivo", "Steuersatz")),
            field("stock", "number", label("In stock", "Em stock", "En existencias", "Bestand")),
        ],
        "statuses": [
            status("available", "success", label("Available", "Disponível", "Disponible", "Lieferbar")),
            status("sold_out", "warning", label("Sold out", "Esgotado", "Agotado", "Ausverkauft")),
            status("discontinued", "neutral", label("Discontinued", "Descontinuado", "Descatalogado", "Ausgelaufen")),
        ],
    },
    entry={
        "module": "products",
        "on": False,
        "scope": "everyone",
        "everyone": True,
        "actions": ["view", "export"],
        "fields": {
            **read("title", "status", "issued_on", "currency", "fields.sku", "fields.category", "fields.brand"),
            **read("fields.description", "fields.unit", "fields.price", "fields.tax_rate", "fields.stock", "documents"),
        },
        "layout": {
            "list": ["title", "fields.sku", "fields.category", "fields.price", "status"],
            "detail": [
                section(DETAILS, "fields.description", "fields.category", "fields.brand", "fields.sku", "status"),
                section(AMOUNTS, "fields.price", "fields.unit", "fields.tax_rate", "fields.stock", "issued_on"),
                section(FILES, "documents"),
            ],
            "view": "cards",
        },
        "related": [],
        "sort": "title",
    },
)
