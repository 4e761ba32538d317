"""Requests: what a customer asks for, and how far it is. The one preset that people write in themselves."""

from policy.presets.preset import (
    CANCELLED,
    DESCRIPTION,
    DETAILS,
    FILES,
    OPEN,
    Preset,
    field,
    label,
    read,
    section,
    status,
)

REQUESTS = Preset(
    "requests",
    definition={
        "label": label("Requests", "Pedidos de assistência", "Solicitudes", "Anfragen"),
        "fields": [
            DESCRIPTION,
            field("category", "choice", label("Category", "Categoria", "Categoría", "Kategorie"), sortable=True),
            field("priority", "choice", label("Priority", "Prioridade", "Prioridad", "Priorität"), sortable=True),
            field("location", "string", label("Location", "Local", "Lugar", "Ort"), sortable=True, searchable=True),
            field("wanted_on", "date", label("Wanted on", "Data pretendida", "Fecha deseada", "Wunschtermin")),
            field("answer", "text", label("Answer", "Resposta", "Respuesta", "Antwort")),
        ],
        "statuses": [
            OPEN,
            status("in_progress", "warning", label("In progress", "Em curso", "En curso", "In Arbeit")),
            status(
                "waiting", "danger", label("Waiting for you", "Aguarda por si", "Esperando por usted", "Wartet auf Sie")
            ),
            status("answered", "success", label("Answered", "Respondido", "Respondida", "Beantwortet"), closed=True),
            CANCELLED,
        ],
    },
    entry={
        "module": "requests",
        "scope": "account",
        "actions": ["view", "create", "edit", "comment", "attach", "export"],
        "fields": {
            **dict.fromkeys(("title", "fields.description", "fields.category", "fields.priority"), "write"),
            **dict.fromkeys(("fields.location", "fields.wanted_on"), "write"),
            **read("status", "issued_on", "due_on", "fields.answer", "documents", "related"),
        },
        "layout": {
            "list": ["title", "fields.category", "issued_on", "status"],
            "detail": [
                section(DETAILS, "status", "issued_on", "due_on", "fields.category", "fields.priority"),
                section(
                    label("Request", "Pedido", "Solicitud", "Anfrage"),
                    "fields.description",
                    "fields.location",
                    "fields.wanted_on",
                ),
                section(label("Answer", "Resposta", "Respuesta", "Antwort"), "fields.answer"),
                section(FILES, "documents"),
            ],
            "view": "board",
        },
        "related": ["work_orders", "objects", "appointments"],
        "sort": "-issued_on",
    },
    for_suppliers={"related": ["purchase_orders", "invoices"]},
)
