"""Removes a portal that was never published: what nobody has seen leaves nothing behind."""

from contracts.message import Nothing
from contracts.portal_config.portals import RemovePortal
from portal_config.app.context import Context
from portal_config.app.finding import the_portal
from portal_config.domain.refusal import PublishedOnce


async def remove_portal(request: RemovePortal, at: Context) -> Nothing:
    """Remove it with its drafts. Raises UnknownPortal, PublishedOnce."""
    await at.tenants.take_turn()
    portal = await the_portal(at, request.slug)
    if portal.published is not None:
        raise PublishedOnce
    await at.drafts.forget(portal.slug)
    await at.portals.remove(portal.slug)
    return Nothing()
