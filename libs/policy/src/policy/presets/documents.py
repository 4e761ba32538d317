"""Documents: contracts, certificates, manuals that are records of their own."""

from policy.presets.preset import DESCRIPTION, DETAILS, FILES, Preset, field, label, read, section, status

DOCUMENTS = Preset(
    "documents",
    definition={
        "label": label("Documents", "Documentos", "Documentos", "Dokumente"),
        "fields": [
            field("category", "choice", label("Category", "Categoria", "Categoría", "Kategorie"), sortable=True),
            DESCRIPTION,
            field(
                "valid_until", "date", label("Valid until", "Válido até", "Válido hasta", "Gültig bis"), sortable=True
            ),
        ],
        "statuses": [
            status("current", "success", label("Current", "Em vigor", "Vigente", "Gültig")),
            status("archived", "neutral", label("Archived", "Arquivado", "Archivado", "Archiviert"), closed=True),
        ],
    },
    entry={
        "module": "documents",
        "scope": "account",
        "actions": ["view", "share", "export"],
        "fields": {
            **read("title", "status", "issued_on", "fields.category", "fields.description", "fields.valid_until"),
            **read("documents", "related"),
        },
        "layout": {
            "list": ["title", "fields.category", "issued_on", "fields.valid_until"],
            "detail": [
                section(DETAILS, "fields.category", "fields.description", "issued_on", "fields.valid_until", "status"),
                section(FILES, "documents"),
            ],
            "view": "list",
        },
        "related": ["objects", "orders", "work_orders", "contracts"],
        "sort": "-issued_on",
    },
    for_suppliers={"actions": ["view", "export"], "related": ["purchase_orders", "contracts"]},
)
