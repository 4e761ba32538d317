"""Projects: what belongs together, how far it is and who leads it."""

from policy.presets.preset import (
    CANCELLED,
    DESCRIPTION,
    DETAILS,
    FILES,
    REFERENCE,
    SCHEDULE,
    Preset,
    field,
    label,
    read,
    section,
    status,
)

PROJECTS = Preset(
    "projects",
    definition={
        "label": label("Projects", "Projetos", "Proyectos", "Projekte"),
        "fields": [
            DESCRIPTION,
            REFERENCE,
            field("location", "string", label("Location", "Local", "Lugar", "Ort"), sortable=True, searchable=True),
            field("manager", "string", label("Project manager", "Gestor", "Responsable", "Projektleitung")),
            field("starts_on", "date", label("Starts on", "Início", "Inicio", "Beginn"), sortable=True),
            field("ends_on", "date", label("Ends on", "Fim", "Fin", "Ende"), sortable=True),
            field("progress", "number", label("Progress in %", "Progresso em %", "Avance en %", "Fortschritt in %")),
        ],
        "statuses": [
            status("planned", "neutral", label("Planned", "Planeado", "Planificado", "Geplant")),
            status("active", "info", label("In progress", "Em curso", "En curso", "Läuft")),
            status("on_hold", "warning", label("On hold", "Suspenso", "En pausa", "Ruht")),
            status("completed", "success", label("Completed", "Concluído", "Completado", "Abgeschlossen"), closed=True),
            CANCELLED,
        ],
    },
    entry={
        "module": "projects",
        "scope": "account",
        "actions": ["view", "comment", "attach", "export"],
        "fields": {
            **read("title", "status", "issued_on", "fields.description", "fields.reference", "fields.location"),
            **read("fields.manager", "fields.starts_on", "fields.ends_on", "fields.progress", "documents", "related"),
        },
        "layout": {
            "list": ["title", "fields.starts_on", "fields.ends_on", "fields.progress", "status"],
            "detail": [
                section(DETAILS, "status", "fields.description", "fields.reference", "fields.location"),
                section(SCHEDULE, "issued_on", "fields.starts_on", "fields.ends_on", "fields.progress"),
                section(label("Contact", "Contacto", "Contacto", "Ansprechpartner"), "fields.manager"),
                section(FILES, "documents"),
            ],
            "view": "cards",
        },
        "related": ["quotes", "orders", "work_orders", "invoices"],
        "sort": "-issued_on",
    },
)
