"""What portal-config needs from outside. Repositories belong to one tenant."""

from datetime import datetime
from typing import Protocol

from contracts.message import Event
from portal_config.domain.document import Document
from portal_config.domain.logo import Logo
from portal_config.domain.module import Module
from portal_config.domain.portal import Entry, Portal, Version
from portal_config.domain.tenant import Tenant


class Tenants(Protocol):
    """The tenant itself."""

    async def find(self) -> Tenant | None:
        """Give it, or None before it was made."""

    async def add(self, tenant: Tenant) -> None:
        """Make it."""

    async def take_turn(self) -> None:
        """Let no other change of this tenant's modules and versions commit beside ours. Raises UnknownTenant."""


class Modules(Protocol):
    """The tenant's module definitions."""

    async def all(self) -> list[Module]:
        """Give every module by name, at most MAX_MODULES."""

    async def find(self, module: str) -> Module | None:
        """Give one, or None."""

    async def put(self, module: Module) -> None:
        """Keep this definition in the place of the one before."""


class Portals(Protocol):
    """The tenant's portals with their drafts."""

    async def entries(self) -> list[Entry]:
        """Give every portal's entry by slug, at most MAX_PORTALS."""

    async def find(self, slug: str) -> Portal | None:
        """Give one, or None."""

    async def put(self, portal: Portal) -> None:
        """Keep it in the place of the one before."""

    async def remove(self, slug: str) -> None:
        """Forget one."""


class Drafts(Protocol):
    """What drafts were before they were saved over, as far as that is kept."""

    async def keep(self, portal: Portal) -> None:
        """Keep the draft that is about to be saved over, and let go of the oldest."""

    async def find(self, slug: str, revision: int) -> Document | None:
        """Give what a draft was at a revision, or None where that is not kept."""

    async def forget(self, slug: str) -> None:
        """Forget all of a portal's."""


class Logos(Protocol):
    """The tenant's logos: added, never changed."""

    async def find(self, logo: str) -> Logo | None:
        """Give one, or None."""

    async def count(self) -> int:
        """Tell how many there are, at most MAX_LOGOS."""

    async def add(self, logo: Logo) -> None:
        """Keep one."""


class Versions(Protocol):
    """The published versions: added, never changed."""

    async def add(self, version: Version) -> None:
        """Keep a version for ever."""

    async def find(self, slug: str, number: int) -> Version | None:
        """Give one, or None."""

    async def newest(self, slug: str, limit: int) -> list[Version]:
        """Give the newest `limit` versions of a portal, newest first."""

    async def following(self, slug: str, number: int, limit: int) -> list[Version]:
        """Give the next `limit` versions of a portal behind a number, oldest first."""

    async def using(self, module: str, published: dict[str, int]) -> list[Version]:
        """Give those of the versions in force (slug to number) that list this module, by slug."""


class Clock(Protocol):
    """What time it is."""

    def __call__(self) -> datetime:
        """Give now in UTC, in whole milliseconds."""


class Say(Protocol):
    """Events of this unit of work."""

    def __call__(self, event: Event, subject: str | None = None) -> None:
        """Say this when the transaction commits."""
