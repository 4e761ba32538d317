"""Makes a portal with a draft of the presets, useful as soon as it has a name."""

from collections.abc import Mapping

from contracts.portal_config.portals import CreatePortal
from contracts.portal_config.portals import Portal as Answer
from policy import ModuleDefinition, draft_of
from portal_config.app import answers
from portal_config.app.checking import Faulty, checked_portal, definitions
from portal_config.app.context import Context
from portal_config.domain.document import Document, Json
from portal_config.domain.portal import MAX_PORTALS, Portal
from portal_config.domain.refusal import PortalExists, TooMany


async def create_portal(request: CreatePortal, at: Context) -> Answer:
    """Make the portal; nothing shows until it is published. Raises PortalExists, TooMany."""
    await at.tenants.take_turn()
    if await at.portals.find(request.slug) is not None:
        raise PortalExists(request.slug)
    if len(await at.portals.all()) >= MAX_PORTALS:
        raise TooMany(f"A tenant has at most {MAX_PORTALS} portals.")
    draft = draft_of(request.slug, request.name, request.audience)
    portal = Portal.new(request.slug, _fitting(draft, definitions(await at.modules.all())), at.now())
    await at.portals.put(portal)
    return answers.portal(portal)


def _fitting(draft: Json, modules: Mapping[str, ModuleDefinition]) -> Document:
    """Leave out the presets whose modules this tenant has defined otherwise, so that the draft can be published."""
    try:
        return checked_portal(draft, modules)
    except Faulty as error:
        places = [fault.pointer.split("/") for fault in error.faults]
    unfit = {int(place[2]) for place in places if place[1] == "modules"}
    return checked_portal(
        {**draft, "modules": [entry for index, entry in enumerate(draft["modules"]) if index not in unfit]}, modules
    )
