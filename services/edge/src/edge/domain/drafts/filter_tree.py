"""A module's filter as people build it: groups of all or any, in them lines of field, operator and values.

Read from the portal document and written back to it. `not` has no place in a sentence that people can follow: it is
carried down to the lines, as `policy` itself does, so that what is written means what was read.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Json = dict[str, Any]
MAX_DEPTH: Final = 3
"""Groups in each other; a line that lacks something counts as one, for it is written as `not`."""
MAX_LINES: Final = 50
OPPOSITE: Final[Mapping[str, str]] = {
    one: other
    for pair in (
        ("eq", "ne"), ("in", "nin"), ("lt", "gte"), ("gt", "lte"), ("contains", "lacks"), ("prefix", "no_prefix"),
        ("present", "absent"),
    )
    for one, other in (pair, pair[::-1])
}  # fmt: skip
"""What a line says under `not`."""
SEVERAL: Final = frozenset({"in", "nin"})
PRESENCE: Final[Mapping[str, bool]] = {"present": True, "absent": False}
WITH_NOT: Final = frozenset({"lacks", "no_prefix"})
"""What the document says as the `not` of its opposite only."""
_AS_WRITTEN: Final = re.compile(r"-?[0-9]{1,34}(\.[0-9]{1,34})?")
_OPERATORS: Final = frozenset(OPPOSITE) - WITH_NOT - PRESENCE.keys()


class NotShowable(ValueError):  # noqa: N818  an answer
    """The filter is none that can be shown as lines; nothing of it is to be dropped."""


@dataclass(frozen=True, slots=True)
class Line:
    """A condition. `op` is an operator of the document, `lacks`, `no_prefix`, `present` or `absent`; values as text."""

    field: str
    op: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Every part has to hold, or any."""

    every: bool = True
    parts: tuple["Line | Group", ...] = ()


def read(document: object) -> Group:
    """Give the filter of a document, empty where it has none. Raises NotShowable."""
    if document is None:
        return Group()
    found = _read(document, negated=False)
    return found if isinstance(found, Group) else Group(parts=(found,))


def write(group: Group, kinds: Mapping[str, str]) -> Json | None:
    """Give what the document says of a filter, None where it has no line. `kinds` are types by field."""
    parts = [part for part in (_written(part, kinds) for part in group.parts) if part is not None]
    return {"all" if group.every else "any": parts} if parts else None


def pruned(group: Group) -> Group:
    """Give it without groups in which nothing stands, as it is read back once it has been written."""
    parts = [pruned(part) if isinstance(part, Group) else part for part in group.parts]
    return Group(group.every, tuple(part for part in parts if isinstance(part, Line) or part.parts))


def lines_in(group: Group) -> int:
    """Count the lines."""
    return sum(lines_in(part) if isinstance(part, Group) else 1 for part in group.parts)


def place_of(pointer: Sequence[str]) -> str:
    """Give the place of the line that a pointer into a written filter leads to: `0.2`, "" for the whole."""
    steps: list[str] = []
    for step in pointer:
        if step in ("field", "op", "value"):
            break
        if step.isdigit():
            steps.append(step)
    return ".".join(steps)


def _read(node: object, *, negated: bool) -> Line | Group:
    if not isinstance(node, dict):
        raise NotShowable
    if "field" in node:
        return _line(node, negated=negated)
    if len(node) != 1:
        raise NotShowable
    ((kind, inner),) = node.items()
    if kind == "not":
        return _read(inner, negated=not negated)
    if kind not in ("all", "any") or not isinstance(inner, list) or not inner:
        raise NotShowable
    return Group((kind == "all") is not negated, tuple(_read(part, negated=negated) for part in inner))


def _line(node: Json, *, negated: bool) -> Line:
    field, op, value = node.get("field"), node.get("op"), node.get("value")
    if len(node) != len(("field", "op", "value")) or not isinstance(field, str):
        raise NotShowable
    if op == "exists" and isinstance(value, bool):
        return Line(field, "present" if value is not negated else "absent")
    if op not in _OPERATORS or (isinstance(value, list) is not (op in SEVERAL)):
        raise NotShowable
    values = tuple(map(_text, value if isinstance(value, list) else [value]))
    return Line(field, OPPOSITE[op] if negated else op, values)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        raise NotShowable
    return str(value)


def _written(part: "Line | Group", kinds: Mapping[str, str]) -> Json | None:
    if isinstance(part, Group):
        return write(part, kinds)
    if part.op in PRESENCE:
        return {"field": part.field, "op": "exists", "value": PRESENCE[part.op]}
    if part.op in WITH_NOT:
        return {"not": _written(Line(part.field, OPPOSITE[part.op], part.values), kinds)}
    values = [_value(value, kinds.get(part.field, "")) for value in part.values]
    return {"field": part.field, "op": part.op, "value": values if part.op in SEVERAL else (values or [""])[0]}


def _value(text: str, kind: str) -> str | bool | float:
    """Give a value as the document has it: texts and decimals as text. What cannot be stays, to be refused there."""
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    if kind in ("number", "money") and not _AS_WRITTEN.fullmatch(text):
        return _number(text)
    return text


def _number(text: str) -> str | float:
    """Give a number too long for a text, or the text where it is none: `1e+300`."""
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) else text
