"""Deliveries: what is on its way and what has arrived."""

from policy.presets.preset import (
    CANCELLED,
    DETAILS,
    FILES,
    LINES,
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
            **read("fields.tracking_number", "fields.delivered_on", "parties", "documents", "related"),
            **read("lines.sku", "lines.description", "lines.quantity", "lines.unit"),
        },
        "layout": {
            "list": ["title", "issued_on", "fields.carrier", "fields.delivered_on", "status"],
            "detail": [
                section(DETAILS, "status", "issued_on", "due_on", "fields.delivered_on"),
                section(
                    label("Shipment", "Envio", "Envío", "Sendung"),
                    "fields.carrier",
                    "fields.tracking_number",
                    "fields.reference",
                    "parties",
                ),
                section(LINES, "lines"),
                section(FILES, "documents"),
            ],
            "view": "list",
        },
        "related": ["orders", "invoices"],
        "sort": "-issued_on",
    },
)
