"""Lists the tenant's portals."""

from contracts.portal_config.portals import Portals
from portal_config.app import answers
from portal_config.app.context import Context


async def list_portals(at: Context) -> Portals:
    """Give them all, by slug."""
    return Portals(items=tuple(answers.portal(entry) for entry in await at.portals.entries()))
