"""The draft a new portal starts with, made of the presets: useful when published as it is, and safe."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from types import MappingProxyType
from typing import Final, Literal

from policy.definition import ModuleDefinition, parse_module
from policy.place import LANGUAGES
from policy.presets.credit_notes import CREDIT_NOTES
from policy.presets.deliveries import DELIVERIES
from policy.presets.documents import DOCUMENTS
from policy.presets.invoices import INVOICES
from policy.presets.objects import OBJECTS
from policy.presets.orders import ORDERS
from policy.presets.preset import Document, Preset
from policy.presets.products import PRODUCTS
from policy.presets.quotes import QUOTES
from policy.presets.work_orders import WORK_ORDERS

PRESETS: Final[Mapping[str, Preset]] = MappingProxyType(
    {
        preset.module: preset
        for preset in (
            INVOICES,
            CREDIT_NOTES,
            QUOTES,
            ORDERS,
            DELIVERIES,
            WORK_ORDERS,
            OBJECTS,
            DOCUMENTS,
            PRODUCTS,
        )
    }
)
"""The nine preset modules, in the order they show."""

PRESET_MODULES: Final[Mapping[str, ModuleDefinition]] = MappingProxyType(
    {name: parse_module(name, preset.definition) for name, preset in PRESETS.items()}
)

_FOR_SUPPLIERS: Final = ("invoices", "credit_notes", "deliveries", "documents")
_ROLES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "admin": tuple(PRESETS),
        "billing": ("invoices", "credit_notes", "quotes", "orders", "documents"),
        "technical": ("work_orders", "objects", "deliveries", "documents"),
        "approver": ("quotes", "orders", "work_orders", "deliveries", "documents"),
        "viewer": tuple(PRESETS),
    }
)
_NOT_FOR_VIEWERS: Final = ("create", "edit", "delete", "comment", "attach", "approve", "pay", "order", "share")


def draft_of(
    slug: str,
    name: str,
    audience: Literal["customer", "supplier"] = "customer",
    languages: Sequence[str] = LANGUAGES,
) -> Document:
    """A portal document of the presets, ready to be changed. `parse_portal` takes it against `PRESET_MODULES`."""
    modules = [module for module in PRESETS if audience == "customer" or module in _FOR_SUPPLIERS]
    roles: dict[str, Document] = {
        role: {"modules": [module for module in granted if module in modules]} for role, granted in _ROLES.items()
    }
    roles["viewer"]["without"] = list(_NOT_FOR_VIEWERS)
    return {
        "slug": slug,
        "name": name,
        "audience": audience,
        "languages": list(languages),
        "defaults": {"language": languages[0]},
        "modules": [deepcopy(PRESETS[module].entry) for module in modules],
        "roles": roles,
        "overrides": [],
    }
