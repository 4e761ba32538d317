"""Shows a portal's draft."""

from contracts.portal_config.portals import Draft, ShowDraft
from portal_config.app import answers
from portal_config.app.context import Context
from portal_config.app.finding import the_portal


async def show_draft(request: ShowDraft, at: Context) -> Draft:
    """Give the draft. Raises UnknownPortal."""
    return answers.draft(await the_portal(at, request.slug))
