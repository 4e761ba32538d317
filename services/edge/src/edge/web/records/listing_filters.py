"""The filters of a list: statuses to press, chips of what is asked for, and a form for days and amounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from edge.domain.list_address import ONE_OF, Asked, ListAddress
from edge.web.catalogues import later
from edge.web.records.values import Shown, Values
from edge.web.visit import Visit

Json = Mapping[str, Any]
STATUS: Final = "status"
MAX_RANGES: Final = 8
"""Fields with a range in the form; beyond that nobody finds anything."""
MAX_SAID: Final = 80
"""Characters of a value on a chip."""
DAYS: Final = ("date", "datetime")
AMOUNTS: Final = ("money", "number")
FROM, UNTIL = "gte", "lte"
OF_DAYS: Final[Mapping[str, str]] = {
    "gte": later("%(field)s from %(value)s"),
    "lte": later("%(field)s until %(value)s"),
    "gt": later("%(field)s after %(value)s"),
    "lt": later("%(field)s before %(value)s"),
}
OF_AMOUNTS: Final[Mapping[str, str]] = {
    "gte": later("%(field)s at least %(value)s"),
    "lte": later("%(field)s at most %(value)s"),
    "gt": later("%(field)s over %(value)s"),
    "lt": later("%(field)s under %(value)s"),
}
EQUAL: Final = later("%(field)s: %(value)s")
WITH: Final = later("With %(field)s")
WITHOUT: Final = later("Without %(field)s")
OF_ALL: Final[Mapping[str, str]] = {
    "ne": later("%(field)s not %(value)s"),
    "nin": later("%(field)s not %(value)s"),
    "contains": later("%(field)s contains %(value)s"),
    "prefix": later("%(field)s begins with %(value)s"),
}


@dataclass(frozen=True, slots=True)
class Press:
    """A status to press: pressed again it is let go of."""

    value: str
    shown: Shown
    below: str
    pressed: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition that holds; `below` leads to the list without it."""

    text: str
    below: str


@dataclass(frozen=True, slots=True)
class Range:
    """Two fields of the form, from and until; `input` is their HTML type."""

    name: str
    label: str
    input: str
    first: str
    last: str
    days: bool

    @property
    def names(self) -> tuple[str, str]:
        """Give the parameters' names."""
        return f"filter[{self.name}][{FROM}]", f"filter[{self.name}][{UNTIL}]"


def presses(visit: Visit, values: Values, address: ListAddress, path: str) -> list[Press]:
    """Give the module's statuses, where they may be read."""
    if not values.has(STATUS):
        return []
    pressed = address.chosen(STATUS)
    here = visit.address(path)
    return [
        Press(value, shown, here + address.toggled(STATUS, value).query(), value in pressed)
        for value, shown in values.statuses.items()
    ]


def chips(visit: Visit, values: Values, address: ListAddress, path: str) -> list[Chip]:
    """Give the conditions that hold, but for the statuses that can be let go of by pressing them."""
    here = visit.address(path)
    known = values.statuses if values.has(STATUS) else {}
    return [
        Chip(_said(visit, values, each), here + address.without(each).query())
        for each in address.conditions
        if not (each.field == STATUS and each.op == ONE_OF and set(each.values) <= known.keys())
    ]


def ranges(values: Values, address: ListAddress) -> list[Range]:
    """Give the fields that can be asked for by a range: days first, then amounts."""
    names = [name for kinds in (DAYS, AMOUNTS) for name in values.module["fields"] if values.kind(name) in kinds]
    found = []
    for name in [one for one in names if not one.startswith("lines.")][:MAX_RANGES]:
        days = values.kind(name) in DAYS
        first, last = address.value(name, FROM), address.value(name, UNTIL)
        found.append(Range(name, values.label(name), "date" if days else "number", first, last, days))
    return found


def carried(address: ListAddress, *, but: frozenset[str]) -> list[tuple[str, str]]:
    """Give the parameters that a form has to carry along, without those that it has fields for, from the beginning."""
    return [(name, value) for name, value in address.first().pairs() if name not in but]


def _said(visit: Visit, values: Values, asked: Asked) -> str:
    """Say a condition in words."""
    field, kind = values.label(asked.field), values.kind(asked.field)
    if asked.op == "exists":
        there = WITH if asked.value == "true" else WITHOUT
        return visit.say(there, field=field)
    words = OF_DAYS if kind in DAYS else OF_AMOUNTS
    sentence = words.get(asked.op) or OF_ALL.get(asked.op) or EQUAL
    return visit.say(sentence, field=field, value=_short(", ".join(_read(values, asked, kind))))


def _read(values: Values, asked: Asked, kind: str | None) -> list[str]:
    """Give the values as the reader has them in the list. Moments are asked for by their day."""
    if asked.field == STATUS:
        return [values.status(one).text for one in asked.values]
    if kind == "boolean":
        return [values.value(kind, one == "true", {}).text for one in asked.values]
    if kind == "datetime" and all(len(one) == len("2026-11-22") for one in asked.values):
        kind = "date"
    return [values.value(kind or "string", one, {}).text or one for one in asked.values]


def _short(text: str) -> str:
    return text if len(text) <= MAX_SAID else text[: MAX_SAID - 1] + "…"
