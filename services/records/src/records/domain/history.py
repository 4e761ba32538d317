"""A record's history: a line for each revision that was taken in, numbered from 1, of which the newest stay."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

MAX_LINES: Final = 100
"""Of one record."""
TOLD: Final = ("issued_on", "due_on", "currency", "total", "balance")
"""What of a revision is kept beside its status, to tell customers how it changed."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a revision said that decides who sees the record, the few fields of `TOLD`, and the event that said it.

    `number` counts the record's revisions as they were taken in; `event_id` is unique per `source`. `values` holds
    what is not empty of `TOLD`; None where it is not known: of a removal.
    """

    record: str
    number: int
    revision: int
    received_at: datetime
    source: str
    event_id: str | None
    status: str | None = None
    accounts: tuple[str, ...] = ()
    hidden: bool = False
    visible_from: datetime | None = None
    visible_until: datetime | None = None
    deleted: bool = False
    contacts: tuple[str, ...] = ()
    values: Mapping[str, object] | None = None


def newest(lines: Iterable[Line], total: int) -> list[Line]:
    """Give those of the lines that stay once the record has `total` of them."""
    return [line for line in lines if line.number > total - MAX_LINES]


def outdated(before: int, total: int) -> range:
    """Give the numbers that go when a record that had `before` lines has `total`."""
    return range(max(1, before - MAX_LINES + 1), min(before, total - MAX_LINES) + 1)
