"""A portal: one draft that designers change in turn, and published versions that nobody changes."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from portal_config.domain.document import Document
from portal_config.domain.refusal import NeverPublished

MAX_PORTALS: Final = 1_000
"""Of one tenant: a bound, not a price list. Records and identity know as many."""
KEPT_DRAFTS: Final = 30
"""Earlier drafts of a portal, one a save: to undo one, and to tell an author who is that late what has changed."""


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
class Entry:
    """A portal as it stands in the list of all; name and audience are the draft's."""

    slug: str
    name: str
    audience: Literal["customer", "supplier"]
    draft_revision: int
    published: int | None
    on: bool


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal by its slug. `published` is the number of the newest version, None before the first.

    It is in force while the portal is `on`. `switched` counts how often it was switched off or on: with the version it
    orders what is said about the portal.
    """

    slug: str
    draft: Draft
    published: int | None = None
    on: bool = True
    switched: int = 0

    @property
    def in_force(self) -> int:
        """The number of the version that is in force while the portal is on. Raises NeverPublished."""
        if self.published is None:
            raise NeverPublished
        return self.published

    @property
    def entry(self) -> Entry:
        """How it stands in the list of all."""
        document = self.draft.document.value
        return Entry(self.slug, document["name"], document["audience"], self.draft.revision, self.published, self.on)

    @classmethod
    def new(cls, slug: str, document: Document, at: datetime) -> "Portal":
        """Make one with a first draft and nothing published."""
        return cls(slug, Draft(1, document, at))

    def switch(self, *, on: bool) -> "Portal":
        """Switch it on or off; this very portal where it is so already. Raises NeverPublished."""
        if self.published is None:
            raise NeverPublished
        return self if on == self.on else replace(self, on=on, switched=self.switched + 1)

    def save(self, document: Document, at: datetime) -> "Portal":
        """Put a document in the draft's place."""
        return replace(self, draft=Draft(self.draft.revision + 1, document, at))

    def publish(self, document: Document, at: datetime, by: str) -> tuple["Portal", Version]:
        """Make a document the next version: in force at once, or, while the portal is off, when it is on again."""
        version = Version(self.slug, (self.published or 0) + 1, document, at, by)
        return replace(self, published=version.number), version

    def restore(self, earlier: Version, document: Document, at: datetime, by: str) -> tuple["Portal", Version]:
        """Put an earlier version in force again, as the next version; the draft becomes it too."""
        portal, version = self.save(document, at).publish(document, at, by)
        return portal, replace(version, restored_from=earlier.number)
