"""The customers' portal: what a designer makes of the presets' draft. Applied twice it changes nothing."""

from collections.abc import Mapping
from typing import Any, Final

from portico_local.demo.content.company import PORTAL_NAME
from portico_local.demo.content.meters import ENTRY, METERS
from portico_local.demo.content.notices import FOR_CUSTOMERS
from portico_local.demo.content.wording import Said, said

Json = dict[str, Any]

OFFICE_FIELDS: Final[tuple[Json, ...]] = (
    {
        "name": "internal_note",
        "type": "text",
        "label": said("Internal note", "Nota interna", "Nota interna", "Interne Notiz"),
    },
    {
        "name": "margin_percent",
        "type": "number",
        "label": said("Margin in per cent", "Margem em percentagem", "Margen en porcentaje", "Marge in Prozent"),
    },
)
"""What the office keeps on every record, declared so that the portal can say: hidden."""

LABELS: Final[Mapping[str, Said]] = {
    "work_orders": said("Service visits", "Intervenções", "Intervenciones", "Serviceeinsätze"),
    "objects": said("My installations", "As minhas instalações", "Mis instalaciones", "Meine Anlagen"),
    "quotes": said("Quotes", "Orçamentos", "Presupuestos", "Angebote"),
    "orders": said("Orders", "Encomendas", "Pedidos", "Aufträge"),
    "deliveries": said("Deliveries", "Entregas", "Entregas", "Lieferungen"),
    "invoices": said("Invoices", "Faturas", "Facturas", "Rechnungen"),
    "credit_notes": said("Credit notes", "Notas de crédito", "Abonos", "Gutschriften"),
    "documents": said("Contracts and records", "Contratos e autos", "Contratos y actas", "Verträge und Protokolle"),
    "products": said("My price list", "A minha tabela de preços", "Mi tarifa", "Meine Preisliste"),
}
"""The modules in the order they show, and how this firm calls them."""

DEFAULTS: Final[Json] = {
    "language": "de",
    "time_zone": "Europe/Berlin",
    "date_format": "dd.MM.yyyy",
    "time_format": "24h",
    "country": "DE",
}
LOOK: Final[Json] = {"logo": None, "primary": "#0E5A64"}
FOR_BILLING: Final = ("quotes", "orders", "invoices", "credit_notes", "documents", "products")
FOR_TECHNICIANS: Final = ("work_orders", "objects", "deliveries", "documents", METERS)
FOR_APPROVERS: Final = ("quotes", "orders", "work_orders", "deliveries", "documents")
WITH_PRICE_LIST: Final = ("C-1001", "C-2001", "C-2003", "C-3001", "C-4001", "C-4002")


def definition(preset: Json) -> Json:
    """A module's definition with the office's own fields."""
    names = {field["name"] for field in OFFICE_FIELDS}
    kept = [field for field in preset["fields"] if field["name"] not in names]
    return {**preset, "fields": [*kept, *(dict(field) for field in OFFICE_FIELDS)]}


def portal(draft: Json) -> Json:
    """The whole document, from the draft that a new portal starts with."""
    entries = {entry["module"]: entry for entry in draft["modules"]}
    listed = [*LABELS, METERS]
    return {
        **draft,
        **FOR_CUSTOMERS,
        "name": PORTAL_NAME,
        "languages": ["de", "en", "es", "pt"],
        "defaults": dict(DEFAULTS),
        "look": dict(LOOK),
        "modules": [*(_entry(entries[module]) for module in LABELS), without_office_fields(ENTRY)],
        "roles": {
            **{role: {**rule, "modules": listed} for role, rule in draft["roles"].items()},
            "approver": {"modules": list(FOR_APPROVERS)},
            "billing": {"modules": list(FOR_BILLING)},
            "technical": {"modules": list(FOR_TECHNICIANS), "without": ["approve", "pay"]},
        },
        "overrides": [{"accounts": list(WITH_PRICE_LIST), "modules_on": ["products"]}],
    }


def without_office_fields(entry: Json) -> Json:
    """The entry with what is the office's business hidden, also where somebody grants everything some day."""
    hidden = {f"fields.{field['name']}": "hidden" for field in OFFICE_FIELDS}
    return {**entry, "fields": {**entry["fields"], **hidden}}


def _entry(preset: Json) -> Json:
    """One module: of the account and those under it, without what is the office's business."""
    module = preset["module"]
    entry = {**without_office_fields(preset), "label": dict(LABELS[module]), "scope": "account_tree"}
    entry.pop("everyone", None)
    if module == "products":
        entry["scope"] = "account"
    return entry
