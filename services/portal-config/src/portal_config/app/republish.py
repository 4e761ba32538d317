"""Says again what a tenant's portals are, in pages: modules, then portals with their versions, then the tenant."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Final

from contracts.message import Event
from contracts.portal_config.tenancy import TenantChanged
from contracts.republishing import Republished, RepublishPortals
from portal_config.app import answers
from portal_config.app.context import Context
from portal_config.app.finding import the_portal
from portal_config.domain.portal import Portal

MAX_EVENTS: Final = 100
MAX_BYTES: Final = 4_000_000
"""Of the events of one page: they are kept in one row until the broker has them."""
VERSIONS_AT_ONCE: Final = 5
MODULE, PORTAL, TENANT = "modules", "portals", "tenant"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the whole an event stands: kinds and names by the alphabet, versions by number."""

    kind: str = ""
    name: str = ""
    number: int = 0

    @classmethod
    def read(cls, text: str) -> "Place":
        """Read what `str` wrote; what nobody wrote is the beginning."""
        parts = text.split("/")
        return cls(parts[0], parts[1], int(parts[2])) if len(parts) == 3 and parts[2].isdecimal() else cls()

    def __str__(self) -> str:
        return f"{self.kind}/{self.name}/{self.number}"


async def republish(request: RepublishPortals, at: Context) -> Republished:
    """Say a page of it, as it is while nobody else changes it. Raises UnknownTenant."""
    await at.tenants.take_turn()
    last, said, size = Place.read(request.after), 0, 0
    async for place, event, subject in _behind(last, at):
        size += len(event.model_dump_json())
        if said == MAX_EVENTS or (said and size > MAX_BYTES):
            return Republished(said=said, next=str(last))
        at.say(event, subject)
        last, said = place, said + 1
    return Republished(said=said)


async def _behind(last: Place, at: Context) -> AsyncIterator[tuple[Place, Event, str]]:
    for module in await at.modules.all():
        place = Place(MODULE, module.module)
        if place > last:
            yield place, answers.module_defined(module), f"modules/{module.module}"
    for entry in await at.portals.entries():
        if entry.published is not None and Place(PORTAL, entry.slug, entry.published) > last:
            portal = await the_portal(at, entry.slug)
            async for place, event in _of_portal(portal, last, at):
                yield place, event, f"portals/{entry.slug}"
    tenant = await at.tenants.find()
    if tenant is not None and Place(TENANT) > last:
        yield Place(TENANT), TenantChanged(name=tenant.name, shard=tenant.shard), tenant.tenant


async def _of_portal(portal: Portal, last: Place, at: Context) -> AsyncIterator[tuple[Place, Event]]:
    """Give its versions, the one in force with its turn.

    One that is off is only said to be off: of a version and that, whatever comes last would count for a moment.
    """
    if not portal.on:
        yield Place(PORTAL, portal.slug, portal.in_force), answers.portal_unpublished(portal)
        return
    number = last.number if (last.kind, last.name) == (PORTAL, portal.slug) else 0
    while versions := await at.versions.following(portal.slug, number, VERSIONS_AT_ONCE):
        for version in versions:
            number = version.number
            turn = portal if number == portal.published else replace(portal, switched=0)
            yield Place(PORTAL, portal.slug, number), answers.portal_published(turn, version)
