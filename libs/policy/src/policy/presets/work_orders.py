"""Work orders: what is done at the customer's, when and by whom."""

from policy.presets.preset import (
    CANCELLED,
    COUNTED_FIELDS,
    DESCRIPTION,
    DETAILS,
    FILES,
    LINES,
    NOTES,
    OPEN,
    PARTIES,
    SCHEDULE,
    Preset,
    field,
    label,
    read,
    section,
    status,
)

WORK_ORDERS = Preset(
    "work_orders",
    definition={
        "label": label("Work orders", "Ordens de trabalho", "Órdenes de trabajo", "Arbeitsaufträge"),
        "fields": [
            DESCRIPTION,
            field(
                "location", "string", label("Location", "Local", "Lugar", "Einsatzort"), sortable=True, searchable=True
            ),
            field("priority", "choice", label("Priority", "Prioridade", "Prioridad", "Priorität"), sortable=True),
            field("technician", "string", label("Technician", "Técnico", "Técnico", "Techniker"), searchable=True),
            field("planned_from", "datetime", label("From", "De", "Desde", "Von"), sortable=True),
            field("planned_until", "datetime", label("Until", "Até", "Hasta", "Bis")),
            field(
                "solution", "text", label("Work done", "Trabalho feito", "Trabajo realizado", "Ausgeführte Arbeiten")
            ),
        ],
        "statuses": [
            OPEN,
            status("planned", "info", label("Planned", "Planeada", "Planificada", "Geplant")),
            status("in_progress", "warning", label("In progress", "Em curso", "En curso", "In Arbeit")),
            status("completed", "success", label("Completed", "Concluída", "Completada", "Erledigt"), closed=True),
            CANCELLED,
        ],
    },
    entry={
        "module": "work_orders",
        "scope": "account",
        "actions": ["view", "comment", "attach", "share", "export"],
        "fields": {
            **read("title", "status", "issued_on", "due_on", "fields.description", "fields.location"),
            **read("fields.priority", "fields.technician", "fields.planned_from", "fields.planned_until"),
            **read("fields.solution", "documents", "related"),
            **read("parties", "notes", *COUNTED_FIELDS),
        },
        "layout": {
            "list": ["title", "fields.location", "fields.planned_from", "status"],
            "detail": [
                section(DETAILS, "status", "fields.description", "fields.location", "fields.priority"),
                section(SCHEDULE, "issued_on", "due_on", "fields.planned_from", "fields.planned_until"),
                section(label("Work", "Trabalho", "Trabajo", "Ausführung"), "fields.technician", "fields.solution"),
                section(LINES, "lines"),
                section(PARTIES, "parties"),
                section(NOTES, "notes"),
                section(FILES, "documents"),
            ],
            "view": "board",
        },
        "related": ["objects", "appointments", "invoices", "quotes", "requests"],
        "sort": "-issued_on",
    },
)
