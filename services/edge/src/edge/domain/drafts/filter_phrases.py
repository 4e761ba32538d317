"""How people say what a filter's line says: operators suited to a field's type, days ago, the reader's own account.

A spoken line is a `Line` whose `op` is a phrase: an operator of the document, or one of those that fill values in.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from edge.domain.drafts.filter_tree import Group, Line

Wants = Literal["nothing", "days", "choices", "several", "one"]
_TEXT: Final = (
    "eq", "ne", "in", "nin", "contains", "lacks", "prefix", "no_prefix", "account", "contact", "present", "absent",
)  # fmt: skip
_ORDERED: Final = ("eq", "ne", "lt", "lte", "gt", "gte", "in", "nin", "present", "absent")
_DAYS: Final[Mapping[str, tuple[str, str]]] = {
    "ago_most": ("gte", "-"),
    "ago_more": ("lt", "-"),
    "ahead_most": ("lte", "+"),
    "ahead_more": ("gt", "+"),
}
"""Operator and sign of so many days, counted from today."""
_FILLED: Final[Mapping[str, tuple[str, str]]] = {
    "from_today": ("gte", "$today"),
    "before_today": ("lt", "$today"),
    "account": ("eq", "$me.account"),
    "contact": ("eq", "$me.contact"),
    "yes": ("eq", "true"),
    "no": ("eq", "false"),
}
"""Operator and value of phrases that leave nothing to choose."""
PHRASES: Final[Mapping[str, tuple[str, ...]]] = {
    "string": _TEXT,
    "text": _TEXT,
    "choice": _TEXT,
    "number": _ORDERED,
    "money": _ORDERED,
    "date": (*_DAYS, "from_today", "before_today", *_ORDERED),
    "datetime": _ORDERED,
    "boolean": ("yes", "no", "present", "absent"),
}
"""What can be said of a field, by its type; the first is where a new line begins."""
OF_CHOICES: Final = ("in", "nin", "present", "absent")
"""The same of a field whose values are known."""
_ANY: Final = (*_TEXT, *_ORDERED)
TEXTS: Final = frozenset({"string", "text", "choice"})
"""Types whose values are taken as they are, with the blanks around them."""
UNITS: Final = (365, 30, 7, 1)
"""Days that people call a year, a month, a week, a day; the document counts days only."""
MOST_DIGITS: Final = 5
"""Of a number of days."""
_AWAY: Final = re.compile(r"\$today([+-])([1-9][0-9]{0,4})d")
_ONE_OF: Final[Mapping[str, str]] = {"eq": "in", "ne": "nin"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a filter may ask for; `choices` are its values where they are known."""

    kind: str
    choices: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Give what can be said of it."""
        return OF_CHOICES if self.choices else PHRASES.get(self.kind, _TEXT)

    def fitting(self, phrase: str) -> str:
        """Give a phrase as it can be said of this field: itself, or where a new line begins."""
        if self.choices and phrase in _ONE_OF:
            return _ONE_OF[phrase]
        known = {*self.phrases, *PHRASES.get(self.kind, _ANY)}
        return phrase if phrase in known else self.phrases[0]

    def in_order(self, values: Iterable[str]) -> tuple[str, ...]:
        """Give values in the order of the choices, others after them."""
        given = dict.fromkeys(values)
        return (
            *(each for each in self.choices if each in given),
            *(each for each in given if each not in self.choices),
        )


Fields = Mapping[str, Field]
UNKNOWN: Final = Field("")


def wants(line: Line, field: Field) -> Wants:
    """Tell what a spoken line's value is chosen with."""
    if line.op in _DAYS:
        return "days"
    if line.op in _FILLED or line.op in ("present", "absent"):
        return "nothing"
    if line.op in ("in", "nin"):
        return "choices" if field.choices else "several"
    return "one"


def spoken(group: Group, fields: Fields) -> Group:
    """Say a filter in phrases."""
    return Group(
        group.every,
        tuple(
            spoken(part, fields) if isinstance(part, Group) else _spoken(part, fields.get(part.field, UNKNOWN))
            for part in group.parts
        ),
    )


def plain(group: Group) -> Group:
    """Give a filter said in phrases with the document's operators."""
    return Group(
        group.every, tuple(plain(part) if isinstance(part, Group) else _plain(part) for part in group.parts)
    )  # fmt: skip


def in_units(days: str) -> tuple[str, int]:
    """Give how many of the largest unit so many days are: 730 are 2 of 365. What is no number stays, in days."""
    count = counted(days)
    if not count:
        return days, UNITS[-1]
    unit = next(unit for unit in UNITS if count % unit == 0)
    return str(count // unit), unit


def counted(text: str) -> int | None:
    """Read a count of days or of another unit; None for what is none that a filter takes."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


def _spoken(line: Line, field: Field) -> Line:
    value = line.values[0] if len(line.values) == 1 else ""
    if field.kind == "boolean" and line.op in ("eq", "ne") and value in ("true", "false"):
        return Line(line.field, "yes" if (value == "true") is (line.op == "eq") else "no")
    for phrase, filled in _FILLED.items():
        if (line.op, value) == filled and phrase in field.phrases:
            return Line(line.field, phrase)
    away = _AWAY.fullmatch(value) if field.kind == "date" else None
    for phrase, (op, sign) in _DAYS.items():
        if away and (op, sign) == (line.op, away[1]):
            return Line(line.field, phrase, (away[2],))
    if field.choices and line.op in (*_ONE_OF, *_ONE_OF.values()):
        return Line(line.field, _ONE_OF.get(line.op, line.op), field.in_order(line.values))
    return line


def _plain(line: Line) -> Line:
    if line.op in _FILLED:
        op, value = _FILLED[line.op]
        return Line(line.field, op, (value,))
    if line.op in _DAYS:
        op, sign = _DAYS[line.op]
        days = line.values[0] if line.values else ""
        away = "$today" if counted(days) == 0 else f"$today{sign}{days}d"
        return Line(line.field, op, (away,))
    return line
