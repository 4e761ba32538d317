"""Contracts: what was agreed, until when, and what it costs."""

from policy.presets.preset import (
    AMOUNTS,
    CANCELLED,
    DESCRIPTION,
    DETAILS,
    DRAFT,
    FILES,
    LINE_FIELDS,
    LINES,
    MONEY_FIELDS,
    NOT_A_DRAFT,
    PARTIES,
    REFERENCE,
    SCHEDULE,
    Preset,
    field,
    label,
    read,
    section,
    status,
)

CONTRACTS = Preset(
    "contracts",
    definition={
        "label": label("Contracts", "Contratos", "Contratos", "Verträge"),
        "fields": [
            field("kind", "choice", label("Kind", "Tipo", "Tipo", "Art"), sortable=True),
            DESCRIPTION,
            REFERENCE,
            field("starts_on", "date", label("Starts on", "Início", "Inicio", "Beginn"), sortable=True),
            field("ends_on", "date", label("Ends on", "Fim", "Fin", "Ende"), sortable=True),
            field(
                "notice_until",
                "date",
                label("Notice until", "Denúncia até", "Preaviso hasta", "Kündbar bis"),
                sortable=True,
            ),
            field("billed", "choice", label("Billed", "Faturação", "Facturación", "Abrechnung")),
        ],
        "statuses": [
            DRAFT,
            status("active", "success", label("Active", "Em vigor", "Vigente", "Laufend")),
            status("ending", "warning", label("Ending", "A terminar", "Por vencer", "Läuft aus")),
            status("ended", "neutral", label("Ended", "Terminado", "Finalizado", "Beendet"), closed=True),
            CANCELLED,
        ],
    },
    entry={
        "module": "contracts",
        "scope": "account",
        "filter": NOT_A_DRAFT,
        "actions": ["view", "comment", "export"],
        "fields": {
            **read("title", "status", "issued_on", *MONEY_FIELDS, "fields.kind", "fields.description"),
            **read("fields.reference", "fields.starts_on", "fields.ends_on", "fields.notice_until", "fields.billed"),
            **read("terms", "parties", "documents", "related", *LINE_FIELDS),
        },
        "layout": {
            "list": ["title", "fields.kind", "fields.starts_on", "fields.ends_on", "status"],
            "detail": [
                section(DETAILS, "status", "fields.kind", "fields.reference", "fields.description", "issued_on"),
                section(SCHEDULE, "fields.starts_on", "fields.ends_on", "fields.notice_until"),
                section(AMOUNTS, "total", "balance", "fields.billed", "terms"),
                section(LINES, "lines"),
                section(PARTIES, "parties"),
                section(FILES, "documents"),
            ],
            "view": "list",
        },
        "related": ["objects", "invoices", "documents"],
        "sort": "-issued_on",
    },
    for_suppliers={"related": ["purchase_orders", "invoices", "documents"]},
)
