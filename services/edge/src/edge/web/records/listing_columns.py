"""The columns of a list: the module's own or those chosen, what they are called, and how they sort."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from edge.domain.list_address import MAX_COLUMNS, ListAddress
from edge.web.records.values import Values
from edge.web.visit import Visit

Json = Mapping[str, Any]
NUMBER: Final = "record_id"
"""The backoffice's own name of a record: every record has it, and everybody may read it and sort by it."""
TITLE: Final = "title"
TELLING: Final = ("title", "status", "due_on", "balance", "currency")
"""What a row needs besides its columns: to be named, to stand out or recede, to say its currency."""
FALLING: Final = frozenset({"date", "datetime", "number", "money"})
"""Types that begin with the newest, or the highest."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading. `order` is that of aria-sort, "" where the list is not in it; `below` "" where it cannot be sorted."""

    name: str
    label: str
    figures: bool
    below: str
    order: str


def chosen_columns(values: Values, address: ListAddress) -> tuple[str, ...]:
    """Give the names of the columns. The one that names the record is always there."""
    wished = address.columns or tuple(values.module["layout"]["list"])
    names = tuple(name for name in dict.fromkeys(wished) if _is_column(values, name))[:MAX_COLUMNS]
    return names if TITLE in names or NUMBER in names else (NUMBER, *names)


def choices(values: Values) -> tuple[str, ...]:
    """Give the names of all columns that there could be, those of the layout first."""
    layout = [name for name in values.module["layout"]["list"] if _is_column(values, name)]
    return tuple(dict.fromkeys((*layout, NUMBER, *(name for name in values.module["fields"] if values.kind(name)))))


def naming(columns: tuple[str, ...]) -> str:
    """Give the column that names the record, and leads to it."""
    return TITLE if TITLE in columns else NUMBER


def fields_for(values: Values, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Give the fields to ask for: what is not shown is not fetched."""
    return tuple(dict.fromkeys((*columns, *(name for name in TELLING if values.has(name)))))


def headings(visit: Visit, values: Values, address: ListAddress, columns: tuple[str, ...], path: str) -> list[Column]:
    """Give the headings; each that can be sorted by leads to the list so sorted."""
    usual = values.module["sort"]
    now = address.sort or usual
    found = []
    for name in columns:
        order = {name: "ascending", "-" + name: "descending"}.get(now, "")
        turned = address.sorted_by(name, usual, falling=values.kind(name) in FALLING)
        below = visit.address(path) + turned.query() if is_sortable(values, name) else ""
        found.append(Column(name, values.label(name), values.figures(name), below, order))
    return found


def orders(visit: Visit, values: Values) -> list[tuple[str, str]]:
    """Give the orders that a list can be in, each with what it is called."""
    say = visit.say
    words = {
        "days": (say("earliest first"), say("latest first")),
        "figures": (say("lowest first"), say("highest first")),
        "words": (say("A to Z"), say("Z to A")),
    }
    found = []
    for name in choices(values):
        if not is_sortable(values, name):
            continue
        kind = values.kind(name)
        rising, falling = words["days" if kind in ("date", "datetime") else "figures" if kind in FALLING else "words"]
        found += [(name, f"{values.label(name)}: {rising}"), ("-" + name, f"{values.label(name)}: {falling}")]
    return found


def is_sortable(values: Values, name: str) -> bool:
    """Tell whether a list can be sorted by a field."""
    return name == NUMBER or bool((values.module["fields"].get(name) or {}).get("sortable"))


def _is_column(values: Values, name: str) -> bool:
    """Tell whether a field is a single value that this reader sees."""
    return name == NUMBER or (values.kind(name) is not None and not name.startswith("lines."))
