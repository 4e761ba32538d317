"""Saves a portal's draft: only a valid one, and only over the revision that its author saw."""

from contracts.portal_config.portals import Draft, SaveDraft
from portal_config.app import answers
from portal_config.app.checking import IN_DRAFT, Faulty, checked_portal, definitions
from portal_config.app.comparing import expect_draft
from portal_config.app.context import Context
from portal_config.app.finding import the_portal
from portal_config.domain.refusal import DraftInvalid, Fault


async def save_draft(request: SaveDraft, at: Context) -> Draft:
    """Keep the document. Raises UnknownPortal, DraftChanged, DraftInvalid with a pointer to each wrong place."""
    portal = await the_portal(at, request.slug)
    await expect_draft(at, portal, request.expected_revision)
    try:
        document = checked_portal(request.document, definitions(await at.modules.all()))
    except Faulty as error:
        raise DraftInvalid(faults=error.under(IN_DRAFT)) from error
    if request.document["slug"] != request.slug:
        differs = Fault(f"{IN_DRAFT}/slug", "slug-differs", f"a portal's address does not change; write {request.slug}")
        raise DraftInvalid(faults=[differs])
    await at.drafts.keep(portal)
    saved = portal.save(document, at.now())
    await at.portals.put(saved)
    return answers.draft(saved)
