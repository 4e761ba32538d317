"""The suppliers' portal: what is ordered from them, what arrived, what they asked for it."""

from typing import Any, Final

from portico_local.demo.content.company import SUPPLIERS_PORTAL_NAME
from portico_local.demo.content.notices import FOR_SUPPLIERS
from portico_local.demo.content.portal import DEFAULTS, LOOK, without_office_fields

SHOWN: Final = ("purchase_orders", "invoices", "deliveries", "documents")
"""Of the presets for suppliers, in the order they show."""


def supply_portal(draft: dict[str, Any]) -> dict[str, Any]:
    """The whole document, from the draft that a new portal starts with. Applied twice it changes nothing."""
    entries = {entry["module"]: entry for entry in draft["modules"]}
    return {
        **draft,
        **FOR_SUPPLIERS,
        "name": SUPPLIERS_PORTAL_NAME,
        "languages": ["de", "en", "es", "pt"],
        "defaults": dict(DEFAULTS),
        "look": dict(LOOK),
        "modules": [without_office_fields(entries[module]) for module in SHOWN],
    }
