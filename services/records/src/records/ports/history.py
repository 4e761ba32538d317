"""What records remembers of what was: each record's revisions, each portal's versions and drafts."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from records.domain.history import Line
from records.domain.preview import Preview


class Revisions(Protocol):
    """What became of each record, revision by revision."""

    async def add(self, lines: Sequence[Line]) -> None:
        """Keep these lines; their numbers are new."""

    async def drop(self, outdated: Mapping[str, range]) -> None:
        """Forget lines by record and number."""

    async def of(self, record: str) -> list[Line]:
        """Give a record's history, newest first."""


class Versions(Protocol):
    """Every version of the tenant's portals that was published."""

    async def keep(self, slug: str, version: int, document: Mapping[str, object]) -> None:
        """Keep a version; what a version says never changes."""

    async def find(self, slug: str, version: int) -> Mapping[str, object] | None:
        """Give a version's document, or None."""


class Previews(Protocol):
    """Drafts of the tenant that somebody looks at."""

    async def keep(self, preview: Preview) -> None:
        """Keep one, or keep it for longer; where there are too many, the oldest go."""

    async def find(self, preview_id: str) -> Preview | None:
        """Give one, or None."""
