"""Lists the published versions of a portal."""

from typing import Final

from contracts.portal_config.portals import ListVersions, Versions
from portal_config.app import answers
from portal_config.app.context import Context
from portal_config.app.finding import the_portal

LISTED: Final = 100


async def list_versions(request: ListVersions, at: Context) -> Versions:
    """Give the newest hundred, newest first. Raises UnknownPortal."""
    portal = await the_portal(at, request.slug)
    return Versions(items=tuple(answers.version(version) for version in await at.versions.newest(portal.slug, LISTED)))
