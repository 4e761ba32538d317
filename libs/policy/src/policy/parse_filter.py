"""Reads a filter and checks each value against its field's type; what does not fit is refused where it stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from policy.faults import Code
from policy.filters import NEVER, Condition, Every, Filter, Placeholder, Some, negate
from policy.place import Place, clean, shown, suggest
from policy.value import FieldType, Mistyped, Value, read_value

MAX_DEPTH: Final = 3
MAX_CONDITIONS: Final = 50
MAX_VALUES: Final = 200
MAX_OPERAND: Final = 500
GROUPS: Final = ("all", "any", "not")

_EQUAL: Final = ("eq", "ne", "in", "nin", "exists")
_ORDERED: Final = (*_EQUAL, "lt", "lte", "gt", "gte")
_WORDS: Final = (*_EQUAL, "contains", "prefix")
OPERATORS: Final[Mapping[FieldType, tuple[str, ...]]] = {
    "string": _WORDS,
    "text": _WORDS,
    "choice": _WORDS,
    "number": _ORDERED,
    "money": _ORDERED,
    "date": _ORDERED,
    "datetime": _ORDERED,
    "boolean": ("eq", "ne", "exists"),
}
_ME: Final = {"$me.account": Placeholder("account"), "$me.contact": Placeholder("contact")}
_TODAY = re.compile(r"\$today(?:([+-][0-9]{1,5})d)?")
FILLED_IN: Final = "write $today, $today-90d for dates, $me.account, $me.contact for texts, or a value"
_LITERAL: Final = ("contains", "prefix")


@dataclass(frozen=True, slots=True)
class Filterable:
    """A field that a filter may name. `choices` empty: any value of the type; `$today` and `$me` may be plain text."""

    kind: FieldType
    choices: frozenset[str] = frozenset()
    placeholders: bool = True


def read_filter(place: Place, fields: Mapping[str, Filterable]) -> Filter:
    """Read `{all: […]}`, `{any: […]}`, `{not: …}` over `{field, op, value}`, groups at most `MAX_DEPTH` deep."""
    return _Reading(fields).node(place, 1)


class _Reading:
    """One filter being read: counts its conditions."""

    def __init__(self, fields: Mapping[str, Filterable]) -> None:
        self._fields = fields
        self._conditions = 0

    def node(self, place: Place, depth: int) -> Filter:
        """Read a group or a condition."""
        if not isinstance(place.value, Mapping) or "field" in place.value:
            return self._condition(place)
        if depth > MAX_DEPTH:
            place.refuse(
                Code.FILTER_TOO_DEEP, f"groups nest at most {MAX_DEPTH} deep; merge groups that lie in each other"
            )
            return NEVER
        if len(place.value) != 1 or not place.value.keys() & set(GROUPS):
            place.refuse(
                Code.FILTER_SHAPE,
                "this is no group and no condition; write {all: […]}, {any: […]}, {not: …} or {field, op, value}",
            )
            return NEVER
        ((kind, inner),) = place.members((), GROUPS).items() or (("", place),)
        if not kind:
            place.refuse(Code.FILTER_SHAPE, "a group must not be null; leave it out or put conditions into it")
            return NEVER
        if kind == "not":
            return negate(self.node(inner, depth + 1))
        parts = tuple(self.node(item, depth + 1) for item in inner.items(MAX_CONDITIONS, least=1))
        return Every(parts) if kind == "all" else Some(parts)

    def _condition(self, place: Place) -> Filter:
        self._conditions += 1
        if self._conditions > MAX_CONDITIONS:
            place.refuse(
                Code.FILTER_TOO_LARGE,
                f"a filter has at most {MAX_CONDITIONS} conditions; use one with op in for several values",
            )
            return NEVER
        members = place.members(("field", "op", "value"))
        if not {"field", "op", "value"} <= members.keys():
            return NEVER
        name = members["field"].text(80)
        field = self._fields.get(name)
        if field is None:
            if name:
                members["field"].refuse(
                    Code.FILTER_FIELD,
                    f"{shown(name)} is no field that a filter can ask for; {suggest(name, self._fields)}",
                )
            return NEVER
        op = members["op"].choice(OPERATORS[field.kind], Code.FILTER_OPERATOR)
        return read_condition(members["value"], name, field, op) if op else NEVER


def read_condition(place: Place, name: str, field: Filterable, op: str) -> Condition:
    """Read the operands that an operator of the field's type wants."""
    if op == "exists":
        return Condition(name, field.kind, "present" if place.flag() else "absent")
    if op not in {"in", "nin"}:
        return Condition(name, field.kind, op, (_operand(place, field, op),))
    operands = tuple(_operand(item, field, op) for item in place.items(MAX_VALUES, least=1))
    return Condition(name, field.kind, op, operands)


def _operand(place: Place, field: Filterable, op: str) -> Value | Placeholder:
    if field.placeholders and isinstance(place.value, str) and op not in _LITERAL:
        placeholder = _placeholder(place, place.value, field.kind)
        if placeholder is not None:
            return placeholder
    try:
        value = read_value(field.kind, place.value)
    except Mistyped as fault:
        place.refuse(Code.FILTER_VALUE, f"{shown(place.value)} is not of type {field.kind}; write it right: it {fault}")
        return ""
    if isinstance(value, str) and not (0 < len(value) <= MAX_OPERAND and clean(value)):
        place.refuse(
            Code.FILTER_VALUE,
            f"the text is empty, too long or has control characters; write one line of 1 to {MAX_OPERAND} characters",
        )
    elif field.choices and op not in _LITERAL and value not in field.choices:
        place.refuse(
            Code.FILTER_VALUE,
            f"{shown(value)} is not one of the module's statuses; {suggest(str(value), field.choices)}",
        )
    return value


def _placeholder(place: Place, text: str, kind: FieldType) -> Placeholder | None:
    """The placeholder that a text is; None if it is a text like any other."""
    if kind == "date" and (match := _TODAY.fullmatch(text)):
        return Placeholder("today", int(match[1] or 0))
    if kind in {"string", "text", "choice"} and text in _ME:
        return _ME[text]
    if text.startswith(("$me", "$today")):
        place.refuse(Code.FILTER_VALUE, f"{shown(text)} cannot be filled in for a field of type {kind}; {FILLED_IN}")
        return Placeholder("today")
    return None
