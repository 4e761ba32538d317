"""Quotes: what a customer may accept."""

from policy.presets.preset import (
    AMOUNTS,
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

QUOTES = Preset(
    "quotes",
    definition={
        "label": label("Quotes", "Orçamentos", "Presupuestos", "Angebote"),
        "fields": [
            PROJECT,
            REFERENCE,
            field(
                "valid_until", "date", label("Valid until", "Válido até", "Válido hasta", "Gültig bis"), sortable=True
            ),
        ],
        "statuses": [
            DRAFT,
            OPEN,
            status("accepted", "success", label("Accepted", "Aceite", "Aceptado", "Angenommen"), closed=True),
            status("rejected", "danger", label("Rejected", "Recusado", "Rechazado", "Abgelehnt"), closed=True),
            status("expired", "neutral", label("Expired", "Expirado", "Caducado", "Abgelaufen"), closed=True),
        ],
    },
    entry={
        "module": "quotes",
        "scope": "account",
        "filter": NOT_A_DRAFT,
        "actions": ["view", "approve", "comment", "share", "export"],
        "fields": {
            **read("title", "status", "issued_on", *MONEY_FIELDS),
            **read("fields.project", "fields.reference", "fields.valid_until"),
            **read("terms", "taxes", "adjustments", "parties", "notes", "documents", "related", *LINE_FIELDS),
        },
        "layout": {
            "list": ["title", "issued_on", "fields.valid_until", "total", "status"],
            "detail": [
                section(DETAILS, "status", "issued_on", "fields.valid_until", "fields.project", "fields.reference"),
                section(AMOUNTS, "total", "balance", "taxes", "adjustments", "terms"),
                section(LINES, "lines"),
                section(PARTIES, "parties"),
                section(NOTES, "notes"),
                section(FILES, "documents"),
            ],
            "view": "list",
        },
        "related": ["orders", "invoices"],
        "sort": "-issued_on",
    },
)
