"""Invoices: what a customer has to pay, and has paid."""

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
    label,
    read,
    section,
    status,
)

INVOICES = Preset(
    "invoices",
    definition={
        "label": label("Invoices", "Faturas", "Facturas", "Rechnungen"),
        "fields": [PROJECT, REFERENCE],
        "statuses": [
            DRAFT,
            OPEN,
            status("overdue", "danger", label("Overdue", "Vencida", "Vencida", "Überfällig")),
            status("paid", "success", label("Paid", "Paga", "Pagada", "Bezahlt"), closed=True),
            CANCELLED,
        ],
    },
    entry={
        "module": "invoices",
        "scope": "account",
        "filter": NOT_A_DRAFT,
        "actions": ["view", "pay", "comment", "share", "export"],
        "fields": {
            **read("title", "status", "issued_on", "due_on", *MONEY_FIELDS, "fields.project", "fields.reference"),
            **read("terms", "taxes", "adjustments", "parties", "payment_means", "notes", "documents", "related"),
            **read(*LINE_FIELDS),
        },
        "layout": {
            "list": ["title", "issued_on", "due_on", "total", "balance", "status"],
            "detail": [
                section(DETAILS, "status", "issued_on", "due_on", "fields.project", "fields.reference", "terms"),
                section(AMOUNTS, "total", "balance", "taxes", "adjustments", "payment_means"),
                section(LINES, "lines"),
                section(PARTIES, "parties"),
                section(NOTES, "notes"),
                section(FILES, "documents"),
            ],
            "view": "list",
        },
        "related": ["orders", "work_orders", "credit_notes", "deliveries", "contracts", "projects", "invoices"],
        "sort": "-issued_on",
    },
    for_suppliers={
        "label": label("Your invoices", "As suas faturas", "Sus facturas", "Ihre Rechnungen"),
        "actions": ["view", "comment", "attach", "export"],
        "related": ["purchase_orders", "credit_notes", "deliveries", "contracts", "invoices"],
    },
)
