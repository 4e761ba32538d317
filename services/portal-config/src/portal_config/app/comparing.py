"""Compares documents of a portal, and refuses to work on a draft that is not the one somebody saw."""

from policy import difference
from portal_config.app.context import Context
from portal_config.domain.change import MAX_IN_A_REFUSAL, Change, Told
from portal_config.domain.document import Document
from portal_config.domain.portal import Portal
from portal_config.domain.refusal import DraftChanged


def compared(before: Document, after: Document, most: int) -> Told:
    """Give what differs, at most so many changes."""
    found = difference(before.value, after.value)
    return Told.of((Change(one.pointer, one.code, one.before, one.after) for one in found), most)


async def expect_draft(at: Context, portal: Portal, revision: int) -> None:
    """Raise DraftChanged with what has changed since, unless the draft is still this revision."""
    if portal.draft.revision == revision:
        return
    earlier = await at.drafts.find(portal.slug, revision)
    if earlier is None:
        raise DraftChanged(f"It is at revision {portal.draft.revision}; {revision} is not kept. Read it, then save.")
    told = compared(earlier, portal.draft.document, MAX_IN_A_REFUSAL)
    more = " There are more changes than are told here." if told.more else ""
    raise DraftChanged(
        f"It is at revision {portal.draft.revision}, not {revision}. Take these changes in, then save over it.{more}",
        changes=told.changes,
    )
