"""A portal: one draft that designers change in turn, and published versions that nobody changes."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from portal_config.domain.document import Document
from portal_config.domain.refusal import DraftChanged

MAX_PORTALS: Final = 100
"""Of one tenant."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being worked on. `revision` rises with every save, so that nobody overwrites another's work."""

    revision: int
    document: Document
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """What was published, whole, for ever. `restored_from` is the version it repeats, where it does."""

    slug: str
    number: int
    document: Document
    published_at: datetime
    published_by: str
    restored_from: int | None = None


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal by its slug. `published` is the number of the version in force, None before the first."""

    slug: str
    draft: Draft
    published: int | None = None

    @classmethod
    def new(cls, slug: str, document: Document, at: datetime) -> "Portal":
        """Make one with a first draft and nothing published."""
        return cls(slug, Draft(1, document, at))

    def expect(self, revision: int) -> None:
        """Raise DraftChanged unless the draft is still this revision."""
        if revision != self.draft.revision:
            raise DraftChanged(f"It is at revision {self.draft.revision}, not {revision}.")

    def save(self, document: Document, at: datetime) -> "Portal":
        """Put a document in the draft's place."""
        return replace(self, draft=Draft(self.draft.revision + 1, document, at))

    def publish(self, document: Document, at: datetime, by: str) -> tuple["Portal", Version]:
        """Put a document in force as the next version."""
        version = Version(self.slug, (self.published or 0) + 1, document, at, by)
        return replace(self, published=version.number), version

    def restore(self, earlier: Version, document: Document, at: datetime, by: str) -> tuple["Portal", Version]:
        """Put an earlier version in force again, as the next version; the draft becomes it too."""
        portal, version = self.save(document, at).publish(document, at, by)
        return portal, replace(version, restored_from=earlier.number)
