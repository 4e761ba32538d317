"""Orders: what a customer has ordered and how far it is."""

from policy.presets.preset import (
    AMOUNTS,
    CANCELLED,
    DETAILS,
    DRAFT,
    FILES,
    LINE_FIELDS,
    LINES,
    MONEY_FIELDS,
    NOT_A_DRAFT,
    NOTES,
    OPEN,
    PARTIES,
    PROJECT,
    REFERENCE,
    REFERENCES,
    TAX_TOTAL,
    Preset,
    field,
    label,
    read,
    section,
    status,
)

ORDERS = Preset(
    "orders",
    definition={
        "label": label("Orders", "Encomendas", "Pedidos", "Bestellungen"),
        "fields": [
            PROJECT,
            REFERENCE,
            field(
                "delivery_on",
                "date",
                label("Delivery date", "Data de entrega", "Entrega", "Liefertermin"),
                sortable=True,
            ),
            TAX_TOTAL,
        ],
        "statuses": [
            DRAFT,
            OPEN,
            status("confirmed", "info", label("Confirmed", "Confirmada", "Confirmado", "Bestätigt")),
            status("shipped", "info", label("Shipped", "Expedida", "Enviado", "Versandt")),
            status("completed", "success", label("Completed", "Concluída", "Completado", "Abgeschlossen"), closed=True),
            CANCELLED,
        ],
    },
    entry={
        "module": "orders",
        "scope": "account",
        "filter": NOT_A_DRAFT,
        "actions": ["view", "comment", "share", "export"],
        "fields": {
            **read("title", "status", "issued_on", "due_on", *MONEY_FIELDS),
            **read("fields.project", "fields.reference", "fields.delivery_on", "fields.tax_total"),
            **read("terms", "taxes", "adjustments", "parties", "payment_means", "notes", "documents", "related"),
            **read(*LINE_FIELDS),
        },
        "layout": {
            "list": ["title", "issued_on", "fields.delivery_on", "total", "status"],
            "detail": [
                section(DETAILS, "status", "issued_on", "due_on", "fields.delivery_on"),
                section(REFERENCES, "fields.project", "fields.reference"),
                section(
                    AMOUNTS, "total", "balance", "fields.tax_total", "taxes", "adjustments", "terms", "payment_means"
                ),
                section(LINES, "lines"),
                section(PARTIES, "parties"),
                section(NOTES, "notes"),
                section(FILES, "documents"),
            ],
            "view": "list",
        },
        "related": ["quotes", "deliveries", "invoices", "contracts", "projects"],
        "sort": "-issued_on",
    },
)
