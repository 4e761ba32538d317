"""The audit trail: what a use case adds to the entry of its effect, and the chain that all entries end in."""

from collections.abc import Sequence
from typing import Protocol

from contracts.principal import Principal
from identity.domain.audit import ChainedEntry, Head
from identity.domain.audit_query import AuditQuery, Position


class Trail(Protocol):
    """What only the use case knows of the effect that is recorded with it."""

    def acted(self, who: Principal) -> None:
        """Say who somebody without a token turned out to be."""

    def about(self, kind: str, thing: str) -> None:
        """Say what it is done to, in place of what the request says by itself."""

    def tell(self, name: str, value: bool | int | str | list[str]) -> None:
        """Add a detail: numbers, states and codes, never text that people wrote."""


class Audit(Protocol):
    """The tenant's entries: added and read, never changed."""

    async def head(self) -> Head:
        """Tell where the chain stands; before the first entry, the beginning."""

    async def append(self, after: Head, chained: ChainedEntry) -> None:
        """Add the next entry. Where somebody else was faster, this unit of work fails and is done again."""

    async def after(self, n: int, limit: int) -> Sequence[ChainedEntry]:
        """Give entries in the order of the chain."""

    async def newest(self, query: AuditQuery, before: Position | None, limit: int) -> Sequence[ChainedEntry]:
        """Give entries by time, newest first, by one of what the query names: at most `limit` are looked at."""
