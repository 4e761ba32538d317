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
    OPEN,
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
        "fields": [REFERENCE, field("reason", "text", label("Reason", "Motivo", "Motivo", "Grund"))],
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
            **read("title", "status", "issued_on", *MONEY_FIELDS, "fields.reference", "fields.reason"),
            **read("taxes", "adjustments", "parties", "documents", "related", *LINE_FIELDS),
        },
        "layout": {
            "list": ["title", "issued_on", "total", "status"],
            "detail": [
                section(DETAILS, "status", "issued_on", "fields.reference", "fields.reason"),
                section(AMOUNTS, "total", "balance", "taxes", "adjustments"),
                section(LINES, "lines"),
                section(FILES, "documents"),
            ],
            "view": "list",
        },
        "related": ["invoices", "orders"],
        "sort": "-issued_on",
    },
)
