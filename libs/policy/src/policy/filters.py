"""A module's filter as a tree, and its answer for one record's values.

A condition on a field without a value of its type (missing, null, an array, NaN, another type) is *unknown*, and what
is unknown does not show. To keep that true under `not`, negation is pushed down to the conditions when a filter is
read: the tree has no `not`. `exists: false` alone is true without a value (missing or null, not a mistyped one).
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Final, Literal

from policy.value import FieldType, Value, stored_value
from policy.viewer import Viewer

DECLARED: Final = "fields."


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Stands for a value of the viewer: `$me.account`, `$me.contact`, `$today` with `days` added."""

    name: Literal["account", "contact", "today"]
    days: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of one field. `in` and `nin` have several operands, `present` and `absent` none, all others one."""

    field: str
    kind: FieldType
    op: str
    operands: tuple[Value | Placeholder, ...] = ()


@dataclass(frozen=True, slots=True)
class Every:
    """True if every part is."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """True if some part is; never without parts."""

    parts: tuple["Filter", ...]


Filter = Condition | Every | Some
NEVER: Final = Some(())

_OPPOSITES: Final = (
    ("eq", "ne"),
    ("in", "nin"),
    ("lt", "gte"),
    ("gt", "lte"),
    ("contains", "lacks"),
    ("prefix", "no_prefix"),
    ("present", "absent"),
)
OPPOSITE: Final[Mapping[str, str]] = MappingProxyType(
    {**dict(_OPPOSITES), **{right: left for left, right in _OPPOSITES}}
)

_TESTS: Final[Mapping[str, Callable[[Any, tuple[Any, ...]], bool]]] = MappingProxyType(
    {
        "eq": lambda value, operands: bool(value == operands[0]),
        "ne": lambda value, operands: bool(value != operands[0]),
        "in": lambda value, operands: value in operands,
        "nin": lambda value, operands: value not in operands,
        "lt": lambda value, operands: bool(operator.lt(value, operands[0])),
        "lte": lambda value, operands: bool(operator.le(value, operands[0])),
        "gt": lambda value, operands: bool(operator.gt(value, operands[0])),
        "gte": lambda value, operands: bool(operator.ge(value, operands[0])),
        "contains": lambda value, operands: operands[0] in value,
        "lacks": lambda value, operands: operands[0] not in value,
        "prefix": lambda value, operands: value.startswith(operands[0]),
        "no_prefix": lambda value, operands: not value.startswith(operands[0]),
        "present": lambda _value, _operands: True,
    }
)


def negate(node: Filter) -> Filter:
    """The filter that holds where this one is known not to."""
    match node:
        case Every(parts):
            return Some(tuple(negate(part) for part in parts))
        case Some(parts):
            return Every(tuple(negate(part) for part in parts))
        case Condition():
            return replace(node, op=OPPOSITE[node.op])


def bind(node: Filter, viewer: Viewer) -> Filter:
    """Fill the placeholders in. What a viewer lacks is unknown: `in` goes on without it, all else never holds."""
    match node:
        case Every(parts):
            return Every(tuple(bind(part, viewer) for part in parts))
        case Some(parts):
            return Some(tuple(bind(part, viewer) for part in parts))
        case Condition():
            known = tuple(value for operand in node.operands if (value := filled(operand, viewer)) is not None)
            lacking = len(known) < len(node.operands)
            if lacking and not (node.op == "in" and known):
                return NEVER
            return replace(node, operands=known)


def holds(node: Filter, values: object) -> bool:
    """Whether a bound filter is known to hold for a record's `values`."""
    match node:
        case Every(parts):
            return all(holds(part, values) for part in parts)
        case Some(parts):
            return any(holds(part, values) for part in parts)
        case Condition():
            if node.op == "absent":
                return value_at(values, node.field) is None
            value = value_of(node, values)
            return value is not None and _TESTS[node.op](value, node.operands)


def value_of(condition: Condition, values: object) -> Value | None:
    """The value that a condition asks about; None where it is unknown."""
    return stored_value(condition.kind, value_at(values, condition.field))


def is_personal(condition: Condition) -> bool:
    """Whether a condition asks something else of each viewer."""
    return any(isinstance(operand, Placeholder) for operand in condition.operands)


def fields_of(node: Filter) -> frozenset[str]:
    """The names of the fields that a filter asks for."""
    match node:
        case Every(parts) | Some(parts):
            return frozenset[str]().union(*(fields_of(part) for part in parts))
        case Condition():
            return frozenset({node.field})


def filled(operand: Value | Placeholder, viewer: Viewer) -> Value | None:
    """The operand's value for this viewer, or None where the viewer has none."""
    if not isinstance(operand, Placeholder):
        return operand
    match operand.name:
        case "account":
            return viewer.account
        case "contact":
            return viewer.contact
        case "today":
            try:
                return (viewer.today + timedelta(days=operand.days)).isoformat()
            except OverflowError:
                return None


def value_at(values: object, field: str) -> object:
    """What is stored for a field. An array where an object belongs is handed out itself: a value of no type."""
    at = values
    for name in field.split("."):
        if isinstance(at, list):
            return at
        at = at.get(name) if isinstance(at, Mapping) else None
    return at
