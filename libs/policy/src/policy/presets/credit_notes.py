"""Credit notes: what a customer gets back."""

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
    Preset,
    field,
    label,
    read,
    section,
    status,
)

CREDIT_NOTES = Preset(
    "credit_notes",
    definition={
        "label": label("Credit notes", "Notas de crédito", "Notas de crédito", "Gutschriften"),
        "fields": [PROJECT, REFERENCE, field("reason", "text", label("Reason", "Motivo", "Motivo", "Grund"))],
        "statuses": [
            DRAFT,
            OPEN,
            status("settled", "success", label("Settled", "Liquidada", "Liquidada", "Verrechnet"), closed=True),
            CANCELLED,
        ],
    },
    entry={
        "module": "credit_notes",
        "scope": "account",
        "filter": NOT_A_DRAFT,
        "actions": ["view", "comment", "share", "export"],
        "fields": {
            **read("title", "status", "issued_on", "due_on", *MONEY_FIELDS),
            **read("fields.project", "fields.reference", "fields.reason", "terms", "taxes", "adjustments"),
            **read("parties", "payment_means", "notes", "documents", "related", *LINE_FIELDS),
        },
        "layout": {
            "list": ["title", "issued_on", "total", "status"],
            "detail": [
                section(DETAILS, "status", "issued_on", "due_on", "fields.reference", "fields.project"),
                section(label("Reason", "Motivo", "Motivo", "Grund"), "fields.reason", "terms"),
                section(AMOUNTS, "total", "balance", "taxes", "adjustments", "payment_means"),
                section(LINES, "lines"),
                section(PARTIES, "parties"),
                section(NOTES, "notes"),
                section(FILES, "documents"),
            ],
            "view": "list",
        },
        "related": ["invoices", "orders"],
        "sort": "-issued_on",
    },
    for_suppliers={
        "label": label("Your credit notes", "As suas notas de crédito", "Sus abonos", "Ihre Gutschriften"),
        "actions": ["view", "comment", "attach", "export"],
        "related": ["invoices", "purchase_orders"],
    },
)
