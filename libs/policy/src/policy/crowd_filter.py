"""A filter with its placeholders filled in for many viewers at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from policy.filters import NEVER, Condition, Every, Filter, Placeholder, Some, bind, holds, is_personal, value_of
from policy.value import Value
from policy.viewer import Viewer
from policy.viewers import NOBODY, Span, Viewers, viewers_at

EQUALITIES: Final = {"eq": True, "in": True, "ne": False, "nin": False}
"""Operators that an equal operand decides, and whether they hold for it."""


class Bound(Protocol):
    """A filter that is bound for everybody."""

    def among(self, viewers: Viewers, values: object) -> Viewers:
        """Those of the viewers for whom it is known to hold for a record's `values`."""


def bound_for(node: Filter, crowd: Sequence[Viewer]) -> Bound:
    """Bind a filter for each viewer, by position."""
    match node:
        case Every(parts):
            return _Every([bound_for(part, crowd) for part in parts])
        case Some(parts):
            return _Some([bound_for(part, crowd) for part in parts])
        case Condition():
            if not is_personal(node):
                return _Alike(node)
            return _Equality(node, crowd) if node.op in EQUALITIES else _Personal(node, crowd)


class _Every:
    def __init__(self, parts: Sequence[Bound]) -> None:
        self._parts = parts

    def among(self, viewers: Viewers, values: object) -> Viewers:
        for part in self._parts:
            if not viewers:
                break
            viewers = part.among(viewers, values)
        return viewers


class _Some:
    def __init__(self, parts: Sequence[Bound]) -> None:
        self._parts = parts

    def among(self, viewers: Viewers, values: object) -> Viewers:
        found = NOBODY
        for part in self._parts:
            if found == viewers:
                break
            found |= part.among(viewers & ~found, values)
        return found


class _Alike:
    """A condition that asks the same of everybody."""

    def __init__(self, condition: Condition) -> None:
        self._condition = condition

    def among(self, viewers: Viewers, values: object) -> Viewers:
        return viewers if holds(self._condition, values) else NOBODY


class _Personal:
    """A condition that asks different things of few kinds of viewers: as many as there are days today."""

    def __init__(self, condition: Condition, crowd: Sequence[Viewer]) -> None:
        asked: dict[Filter, list[int]] = {}
        for position, viewer in enumerate(crowd):
            asked.setdefault(bind(condition, viewer), []).append(position)
        asked.pop(NEVER, None)
        self._asked = [(bound, viewers_at(positions)) for bound, positions in asked.items()]

    def among(self, viewers: Viewers, values: object) -> Viewers:
        found = NOBODY
        for bound, those in self._asked:
            if viewers & those and holds(bound, values):
                found |= viewers & those
        return found


class _Equality:
    """A condition that asks whether a value is each viewer's own: those whose it is are looked up by the value."""

    def __init__(self, condition: Condition, crowd: Sequence[Viewer]) -> None:
        self._condition, self._holds = condition, EQUALITIES[condition.op]
        own = tuple(operand for operand in condition.operands if isinstance(operand, Placeholder))
        self._alike = frozenset(operand for operand in condition.operands if not isinstance(operand, Placeholder))
        positions: dict[Value, list[int]] = {}
        known: list[int] = []
        for position, viewer in enumerate(crowd):
            bound = bind(replace(condition, operands=own), viewer)
            operands = bound.operands if isinstance(bound, Condition) else ()
            if operands or (condition.op == "in" and self._alike):
                known.append(position)
            for operand in dict.fromkeys(operands):
                positions.setdefault(operand, []).append(position)  # type: ignore[arg-type]  # bound: no placeholder
        self._known = viewers_at(known)
        self._whose: Mapping[Value, Span] = {value: Span.of(held) for value, held in positions.items()}

    def among(self, viewers: Viewers, values: object) -> Viewers:
        value = value_of(self._condition, values)
        if value is None:
            return NOBODY
        viewers &= self._known
        if value in self._alike:
            return viewers if self._holds else NOBODY
        whose = self._whose.get(value)
        those = whose.viewers if whose is not None else NOBODY
        return viewers & those if self._holds else viewers & ~those
