"""The draft a new portal starts with, made of the presets: useful when published as it is, and safe."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal

from policy.definition import ModuleDefinition, parse_module
from policy.place import LANGUAGES
from policy.presets.appointments import APPOINTMENTS
from policy.presets.contracts import CONTRACTS
from policy.presets.credit_notes import CREDIT_NOTES
from policy.presets.deliveries import DELIVERIES
from policy.presets.documents import DOCUMENTS
from policy.presets.invoices import INVOICES
from policy.presets.objects import OBJECTS
from policy.presets.orders import ORDERS
from policy.presets.preset import Document, Preset
from policy.presets.products import PRODUCTS
from policy.presets.projects import PROJECTS
from policy.presets.purchase_orders import PURCHASE_ORDERS
from policy.presets.quotes import QUOTES
from policy.presets.requests import REQUESTS
from policy.presets.work_orders import WORK_ORDERS

Audience = Literal["customer", "supplier"]

PRESETS: Final[Mapping[str, Preset]] = MappingProxyType(
    {
        preset.module: preset
        for preset in (
            INVOICES,
            CREDIT_NOTES,
            QUOTES,
            ORDERS,
            PURCHASE_ORDERS,
            DELIVERIES,
            WORK_ORDERS,
            APPOINTMENTS,
            PROJECTS,
            OBJECTS,
            CONTRACTS,
            DOCUMENTS,
            REQUESTS,
            PRODUCTS,
        )
    }
)
"""The fourteen preset modules."""

PRESET_MODULES: Final[Mapping[str, ModuleDefinition]] = MappingProxyType(
    {name: parse_module(name, preset.definition) for name, preset in PRESETS.items()}
)

_FOR_SUPPLIERS: Final = (
    "purchase_orders",
    "invoices",
    "credit_notes",
    "deliveries",
    "contracts",
    "documents",
    "requests",
)
_OFFERED: Final[Mapping[Audience, tuple[str, ...]]] = MappingProxyType(
    {
        "customer": tuple(module for module in PRESETS if module != "purchase_orders"),
        "supplier": _FOR_SUPPLIERS,
    }
)
"""The modules of a new portal, in the order they show."""

_ROLES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "admin": tuple(PRESETS),
        "billing": ("invoices", "credit_notes", "quotes", "orders", "purchase_orders", "contracts", "documents"),
        "technical": (
            "work_orders",
            "appointments",
            "projects",
            "objects",
            "purchase_orders",
            "deliveries",
            "documents",
            "requests",
        ),
        "approver": (
            "quotes",
            "orders",
            "purchase_orders",
            "work_orders",
            "appointments",
            "deliveries",
            "contracts",
            "documents",
        ),
        "viewer": tuple(PRESETS),
    }
)
_NOT_FOR_VIEWERS: Final = ("create", "edit", "delete", "comment", "attach", "approve", "pay", "order", "share")


def offered_to(audience: Audience) -> tuple[str, ...]:
    """The preset modules that a new portal for this audience lists, in the order they show."""
    return _OFFERED[audience]


def roles_of(audience: Audience) -> dict[str, Document]:
    """The standard roles of a new portal for this audience, each narrowed to the modules that it lists."""
    roles: dict[str, Document] = {
        role: {"modules": [module for module in granted if module in _OFFERED[audience]]}
        for role, granted in _ROLES.items()
    }
    roles["viewer"]["without"] = list(_NOT_FOR_VIEWERS)
    return roles


def draft_of(
    slug: str,
    name: str,
    audience: Audience = "customer",
    languages: Sequence[str] = LANGUAGES,
) -> Document:
    """A portal document of the presets, ready to be changed. `parse_portal` takes it against `PRESET_MODULES`."""
    return {
        "slug": slug,
        "name": name,
        "audience": audience,
        "languages": list(languages),
        "defaults": {"language": languages[0]},
        "modules": [PRESETS[module].entry_for(audience) for module in _OFFERED[audience]],
        "roles": roles_of(audience),
        "overrides": [],
    }
