"""What is asked of the tenant's records: which, what of them, in which order, from where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
"""A stored record, or a part of one, in the shape that `policy` knows."""
Query = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a sorted list: the sort key and the id of the last row before it; an empty id is its beginning.

    `begin` is for lists that are sorted stretch by stretch: where this place's stretch begins.
    """

    key: str
    id: str
    begin: "Position | None" = None


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is sorted by, and its direction; ties go by id in the same direction."""

    key: str
    descending: bool = False

    def __str__(self) -> str:
        return f"-{self.key}" if self.descending else self.key


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records are wanted, and what of them.

    `where` is a policy's filter, `fields` a projection. Each of `words` must begin a word of one of the fields
    `searched`. `days` bounds a date as `where` does already, so that an index is entered where they begin;
    `by_status` tells that `where` names single statuses; keys are told apart by `statuses`, where there are any.
    """

    where: Query
    fields: Query
    words: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()
    days: Mapping[str, Query] = field(default_factory=dict)
    by_status: bool = False
    statuses: tuple[str, ...] = ()
