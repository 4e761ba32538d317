"""What is asked of the tenant's sources."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from records.domain.source import Source


class Sources(Protocol):
    """When each backoffice was last heard."""

    async def heard(self, said: Mapping[str, Collection[str]], now: datetime) -> None:
        """Note which sources were heard, each with the modules of its records; a few seconds' precision is enough."""

    async def known(self, now: datetime) -> Sequence[Source]:
        """Give every source by name, as of a second ago at most."""

    async def all(self) -> Sequence[Source]:
        """Give every source by name."""

    async def find(self, key: str) -> Source | None:
        """Give the source of an id, or None."""

    async def expect(self, source: Source, every: timedelta | None, *, watched: bool, now: datetime) -> None:
        """Set how often a source is to be heard, and have it looked at now."""

    async def fell_silent(self, source: Source, since: datetime | None) -> None:
        """Note that an incident began, or with None that it is over."""
