"""Shows one portal user whole, to staff."""

from contracts.identity.person import MAX_INVITED, Person, PersonSession, ShowPerson
from contracts.principal import Principal
from identity.app.naming import names_beside
from identity.app.showing import invitation_shown, portal_user_shown
from identity.domain.refusal import NotFound
from identity.domain.session import Holder
from identity.ports import Outside


async def show_person(outside: Outside, request: ShowPerson, _who: Principal) -> Person:
    """Show them with what holds: memberships and sessions; and with the newest invitations to their address."""
    user = await outside.users.get(request.id)
    if user is None:
        raise NotFound
    now = outside.clock.now()
    memberships = tuple(each for each in await outside.memberships.of_users([user.id]) if each.active)
    open_ones = await outside.sessions.open_of(Holder.USER, user.id)
    invitations = await outside.invitations.to(user.email, MAX_INVITED)
    named = await names_beside(outside, memberships)
    return Person(
        user=portal_user_shown(outside.tenant, user, memberships, named),
        language=user.preferences.language,
        last_seen_at=await outside.sessions.last_seen(Holder.USER, user.id),
        sessions=tuple(
            PersonSession(
                id=each.family,
                device=each.agent,
                membership_id=each.membership,
                started_at=each.started_at,
                last_seen_at=each.rotated_at,
                expires_at=each.over_at(outside.lifetimes),
            )
            for each in open_ones
            if each.alive(now, outside.lifetimes)
        ),
        invitations=tuple(invitation_shown(outside.tenant, each, now) for each in invitations),
    )
