"""Objects: the customer's machines, installations, buildings, vehicles."""

from policy.presets.preset import DETAILS, FILES, SCHEDULE, Preset, field, label, read, section, status

OBJECTS = Preset(
    "objects",
    definition={
        "label": label("Objects", "Equipamentos", "Equipos", "Objekte"),
        "fields": [
            field(
                "serial_number",
                "string",
                label("Serial number", "Número de série", "Número de serie", "Seriennummer"),
                sortable=True,
                searchable=True,
            ),
            field("kind", "string", label("Kind", "Tipo", "Tipo", "Art"), sortable=True, searchable=True),
            field("brand", "string", label("Brand", "Marca", "Marca", "Marke"), sortable=True, searchable=True),
            field("model", "string", label("Model", "Modelo", "Modelo", "Modell"), searchable=True),
            field(
                "location", "string", label("Location", "Local", "Lugar", "Standort"), sortable=True, searchable=True
            ),
            field("installed_on", "date", label("Installed on", "Instalado em", "Instalado el", "Installiert am")),
            field("warranty_until", "date", label("Warranty until", "Garantia até", "Garantía hasta", "Garantie bis")),
            field(
                "next_service_on",
                "date",
                label("Next service", "Próxima manutenção", "Próximo mantenimiento", "Nächste Wartung"),
                sortable=True,
            ),
        ],
        "statuses": [
            status("active", "success", label("In use", "Em uso", "En uso", "In Betrieb")),
            status("in_repair", "warning", label("In repair", "Em reparação", "En reparación", "In Reparatur")),
            status("retired", "neutral", label("Retired", "Retirado", "Retirado", "Außer Betrieb"), closed=True),
        ],
    },
    entry={
        "module": "objects",
        "scope": "account",
        "actions": ["view", "comment", "export"],
        "fields": {
            **read("title", "status", "fields.serial_number", "fields.kind", "fields.brand", "fields.model"),
            **read("fields.location", "fields.installed_on", "fields.warranty_until", "fields.next_service_on"),
            **read("documents", "related"),
        },
        "layout": {
            "list": ["title", "fields.serial_number", "fields.location", "fields.next_service_on", "status"],
            "detail": [
                section(DETAILS, "status", "fields.kind", "fields.brand", "fields.model", "fields.serial_number"),
                section(
                    SCHEDULE,
                    "fields.location",
                    "fields.installed_on",
                    "fields.warranty_until",
                    "fields.next_service_on",
                ),
                section(FILES, "documents"),
            ],
            "view": "cards",
        },
        "related": ["work_orders", "appointments", "contracts", "documents", "requests"],
        "sort": "title",
    },
)
