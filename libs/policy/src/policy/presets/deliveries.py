"""Deliveries: what is on its way and what has arrived."""

from policy.presets.preset import (
    CANCELLED,
    COUNTED_FIELDS,
    DETAILS,
    FILES,
    LINES,
    NOTES,
    PARTIES,
    REFERENCE,
    Preset,
    field,
    label,
    read,
    section,
    status,
)

DELIVERIES = Preset(
    "deliveries",
    definition={
        "label": label("Deliveries", "Entregas", "Entregas", "Lieferungen"),
        "fields": [
            REFERENCE,
            field(
                "carrier", "string", label("Carrier", "Transportadora", "Transportista", "Spediteur"), searchable=True
            ),
            field(
                "tracking_number",
                "string",
                label("Tracking number", "Número de seguimento", "Número de seguimiento", "Sendungsnummer"),
                searchable=True,
            ),
            field("expected_on", "date", label("Expected on", "Prevista para", "Prevista para", "Erwartet am")),
            field(
                "delivered_on",
                "date",
                label("Delivered on", "Entregue em", "Entregado el", "Geliefert am"),
                sortable=True,
            ),
        ],
        "statuses": [
            status("planned", "neutral", label("Planned", "Planeada", "Planificada", "Geplant")),
            status("shipped", "info", label("Shipped", "Expedida", "Enviada", "Versandt")),
            status("delivered", "success", label("Delivered", "Entregue", "Entregada", "Zugestellt"), closed=True),
            CANCELLED,
        ],
    },
    entry={
        "module": "deliveries",
        "scope": "account",
        "actions": ["view", "comment", "share", "export"],
        "fields": {
            **read("title", "status", "issued_on", "due_on", "fields.reference", "fields.carrier"),
            **read("fields.tracking_number", "fields.expected_on", "fields.delivered_on"),
            **read("parties", "notes", "documents", "related", *COUNTED_FIELDS),
        },
        "layout": {
            "list": ["title", "issued_on", "fields.carrier", "fields.delivered_on", "status"],
            "detail": [
                section(DETAILS, "status", "issued_on", "due_on", "fields.expected_on", "fields.delivered_on"),
                section(
                    label("Shipment", "Envio", "Envío", "Sendung"),
                    "fields.carrier",
                    "fields.tracking_number",
                    "fields.reference",
                ),
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
    for_suppliers={
        "actions": ["view", "comment", "attach", "export"],
        "related": ["purchase_orders", "invoices"],
    },
)
