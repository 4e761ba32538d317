"""What a list can be sorted by: what this policy reads and calls sortable; the preset sorts each have their index."""

from policy import ModulePolicy
from records.domain.refusal import UnknownField
from records.domain.sort_keys import PRESET_SORTS
from records.ports import Order

ALWAYS_SORTABLE = "record_id"


def sortable(module: ModulePolicy) -> frozenset[str]:
    """Give the names that a list of this module can be sorted by."""
    return frozenset({ALWAYS_SORTABLE, *(name for name, grant in module.readable.items() if grant.sortable)})


def is_preset(order: Order) -> bool:
    """Tell whether an index is in this order."""
    return order.key in PRESET_SORTS


def usual_order(module: ModulePolicy) -> Order:
    """Give the module's own order, or newest first, or by title, or by record id."""
    names = sortable(module)
    if module.sort is not None and module.sort.field in names:
        return Order(module.sort.field, module.sort.descending)
    if "issued_on" in names:
        return Order("issued_on", descending=True)
    return Order("title") if "title" in names else Order(ALWAYS_SORTABLE)


def chosen_order(module: ModulePolicy, asked: str | None) -> Order:
    """Read `due_on` or `-due_on`. Raises UnknownField at a name that may not be read, as at one that is none."""
    if asked is None:
        return usual_order(module)
    name = asked.removeprefix("-")
    if name not in sortable(module):
        raise UnknownField.at("sort")
    return Order(name, asked.startswith("-"))
