"""Shows what a portal's draft was before it was saved over."""

from contracts.portal_config.versions import EarlierDraft, ShowEarlierDraft
from portal_config.app.context import Context
from portal_config.app.finding import the_portal
from portal_config.domain.refusal import UnknownDraft


async def show_earlier_draft(request: ShowEarlierDraft, at: Context) -> EarlierDraft:
    """Give its document. Raises UnknownPortal, UnknownDraft."""
    portal = await the_portal(at, request.slug)
    document = await at.drafts.find(portal.slug, request.revision)
    if document is None:
        raise UnknownDraft
    return EarlierDraft(slug=portal.slug, revision=request.revision, document=document.value)
