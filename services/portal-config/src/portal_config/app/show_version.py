"""Shows a published version, whole."""

from contracts.portal_config.versions import ShowVersion, WholeVersion
from portal_config.app import answers
from portal_config.app.context import Context
from portal_config.app.finding import the_portal, the_version


async def show_version(request: ShowVersion, at: Context) -> WholeVersion:
    """Give it with its document. Raises UnknownPortal, UnknownVersion."""
    portal = await the_portal(at, request.slug)
    return answers.whole_version(await the_version(at, portal, request.version))
