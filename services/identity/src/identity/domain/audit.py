"""The audit trail as a chain: each entry's hash covers it and, through the hash before, everything before it.

Whoever changes, removes or moves an entry has to compute every later hash anew, and then the newest is not the one that
somebody noted outside. Entries are JSON values as they came: what is hashed is what is stored, whatever its fields.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

GENESIS: Final = "0" * 64
"""What comes before the first entry."""
Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain stands: the number of its newest entry, and that one's hash."""

    n: int = 0
    hash: str = GENESIS


@dataclass(frozen=True, slots=True)
class ChainedEntry:
    """The `n`th entry of a tenant's chain."""

    n: int
    entry: Json
    hash: str

    @property
    def head(self) -> Head:
        """Give where the chain stood when it was the newest."""
        return Head(self.n, self.hash)


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that is not what was written. `why`: missing, changed, doubled or head."""

    n: int
    why: str


def following(tenant: str, head: Head, entry: Json) -> ChainedEntry:
    """Chain an entry to what there is."""
    return ChainedEntry(head.n + 1, entry, _hashed(tenant, head.n + 1, entry, head.hash))


def verified(tenant: str, after: Head, entries: Iterable[ChainedEntry]) -> tuple[Head, Break | None]:
    """Follow the chain; give how far it is whole, and where it is not."""
    head = after
    for found in entries:
        if found.n > head.n + 1:
            return head, Break(head.n + 1, "missing")
        if found.n <= head.n:
            return head, Break(found.n, "doubled")
        if found != following(tenant, head, found.entry):
            return head, Break(found.n, "changed")
        head = found.head
    return head, None


def at_the_end(reached: Head, before: Head, after: Head) -> Break | None:
    """Tell whether a chain ends where its head says, as read before and after its last entries were.

    Others go on appending meanwhile: the head before may be behind what was found, the head after in front of it.
    """
    if reached.n < before.n:
        return Break(reached.n + 1, "missing")
    if reached.n > after.n or any(reached.n == head.n and reached.hash != head.hash for head in (before, after)):
        return Break(reached.n, "head")
    return None


def timestamp(moment: datetime) -> str:
    """Write a time in whole milliseconds and UTC, so that text sorts as time does."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _hashed(tenant: str, n: int, entry: Json, before: str) -> str:
    """Hash an entry with its place: SHA-256 over its JSON, keys in order, no blanks, ASCII, then the hash before.

    What is no JSON value was never written by us: it is told apart by how Python writes it.
    """
    text = json.dumps({"tenant": tenant, "n": n, "entry": entry}, sort_keys=True, separators=(",", ":"), default=repr)
    return hashlib.sha256((text + before).encode()).hexdigest()
