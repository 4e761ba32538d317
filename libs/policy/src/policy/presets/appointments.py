"""Appointments: who comes when, and what for."""

from policy.presets.preset import (
    CANCELLED,
    DESCRIPTION,
    DETAILS,
    FILES,
    SCHEDULE,
    Preset,
    field,
    label,
    read,
    section,
    status,
)

APPOINTMENTS = Preset(
    "appointments",
    definition={
        "label": label("Appointments", "Marcações", "Citas", "Termine"),
        "fields": [
            field("starts_at", "datetime", label("From", "De", "Desde", "Von"), sortable=True),
            field("ends_at", "datetime", label("Until", "Até", "Hasta", "Bis")),
            field("location", "string", label("Location", "Local", "Lugar", "Ort"), sortable=True, searchable=True),
            field("attendee", "string", label("Who comes", "Quem vem", "Quién viene", "Wer kommt"), searchable=True),
            DESCRIPTION,
        ],
        "statuses": [
            status("proposed", "warning", label("Proposed", "Proposta", "Propuesta", "Vorgeschlagen")),
            status("confirmed", "info", label("Confirmed", "Confirmada", "Confirmada", "Bestätigt"), waits=False),
            status("done", "success", label("Done", "Realizada", "Realizada", "Erledigt"), closed=True),
            CANCELLED,
        ],
    },
    entry={
        "module": "appointments",
        "scope": "account",
        "actions": ["view", "approve", "comment", "export"],
        "fields": {
            **read("title", "status", "issued_on", "fields.starts_at", "fields.ends_at", "fields.location"),
            **read("fields.attendee", "fields.description", "documents", "related"),
        },
        "layout": {
            "list": ["title", "fields.starts_at", "fields.location", "status"],
            "detail": [
                section(DETAILS, "status", "fields.description", "fields.attendee", "fields.location"),
                section(SCHEDULE, "fields.starts_at", "fields.ends_at", "issued_on"),
                section(FILES, "documents"),
            ],
            "view": "list",
        },
        "related": ["work_orders", "objects", "projects"],
        "sort": "-fields.starts_at",
    },
)
