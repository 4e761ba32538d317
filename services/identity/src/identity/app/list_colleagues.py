"""Lists who acts for an account in a portal, and who is invited to, for its admins."""

from datetime import datetime

from contracts.identity.colleagues import Colleagues, ListColleagues
from contracts.principal import Principal
from identity.app.administering import admin_of, colleague_shown, invited_shown
from identity.domain.colleagues import MAX_INVITED
from identity.ports import Outside


async def list_colleagues(outside: Outside, request: ListColleagues, who: Principal) -> Colleagues:
    """Give a page, oldest first. Raises AdminNeeded, ClosedPortal, InvalidCursor."""
    me = await admin_of(outside, who)
    place = me.membership.place
    query = f"colleagues/{place.portal}/{place.account}"
    after = None
    if request.cursor is not None:
        created_at, last = outside.cursors.open(request.cursor, query)
        after = (datetime.fromisoformat(created_at), last)
    found = await outside.memberships.page_at(place, after, request.limit + 1)
    page = found[: request.limit]
    users = await outside.users.some([each.user for each in page])
    now, invitations = outside.clock.now(), await outside.invitations.open_at(place, MAX_INVITED)
    following = None
    if len(found) > request.limit:
        following = outside.cursors.seal([page[-1].created_at.isoformat(), page[-1].id], query)
    return Colleagues(
        items=tuple(colleague_shown(users[each.user], each, me) for each in page),
        invitations=tuple(invited_shown(each, now) for each in invitations),
        roles=me.grantable,
        next_cursor=following,
    )
