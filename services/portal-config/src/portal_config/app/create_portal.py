"""Makes a portal with a draft of the presets, useful as soon as it has a name."""

from contracts.portal_config.portals import CreatePortal
from contracts.portal_config.portals import Portal as Answer
from policy import draft_of, fitted
from portal_config.app import answers
from portal_config.app.checking import checked_portal, definitions
from portal_config.app.context import Context
from portal_config.app.preset_modules import define_missing_presets
from portal_config.domain.portal import MAX_PORTALS, Portal
from portal_config.domain.refusal import PortalExists, TooMany


async def create_portal(request: CreatePortal, at: Context) -> Answer:
    """Make the portal; nothing shows until it is published. Raises PortalExists, TooMany."""
    await at.tenants.take_turn()
    if await at.portals.find(request.slug) is not None:
        raise PortalExists(request.slug)
    if len(await at.portals.entries()) >= MAX_PORTALS:
        raise TooMany(f"A tenant has at most {MAX_PORTALS} portals.")
    known = definitions((await define_missing_presets(at)).values())
    draft = fitted(draft_of(request.slug, request.name, request.audience), known)
    portal = Portal.new(request.slug, checked_portal(draft, known), at.now())
    await at.portals.put(portal)
    return answers.portal(portal.entry)
