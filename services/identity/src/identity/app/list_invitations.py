"""Lists invitations, newest first."""

from datetime import datetime

from contracts.identity.invitations import Invitations, ListInvitations
from contracts.principal import Principal
from identity.app.showing import invitation_shown
from identity.domain.invitation import InvitationState
from identity.ports import Outside


async def list_invitations(outside: Outside, request: ListInvitations, _who: Principal) -> Invitations:
    """Give a page, by state where one is named."""
    query = f"invitations/{request.state or ''}"
    after = None
    if request.cursor is not None:
        created_at, last = outside.cursors.open(request.cursor, query)
        after = (datetime.fromisoformat(created_at), last)
    now = outside.clock.now()
    state = InvitationState(request.state) if request.state else None
    found = await outside.invitations.page(state, now, after, request.limit + 1)
    page = found[: request.limit]
    following = None
    if len(found) > request.limit:
        following = outside.cursors.seal([page[-1].created_at.isoformat(), page[-1].id], query)
    return Invitations(items=tuple(invitation_shown(outside.tenant, each, now) for each in page), next_cursor=following)
