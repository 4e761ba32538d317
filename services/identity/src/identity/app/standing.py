"""Whether somebody still is what a session or token says: asked of the store, each time."""

from contracts.identity.view_as import ViewAs
from contracts.message import Who
from contracts.principal import Principal
from identity.app.opening import staff_principal, user_principal
from identity.domain.membership import Membership
from identity.domain.session import Holder, Session, SessionOver
from identity.domain.staff import StaffMember
from identity.domain.user import User
from identity.ports import Outside


async def user_standing(outside: Outside, user_id: str, membership_id: str) -> tuple[User, Membership] | None:
    """Give user and membership where both are active and belong together."""
    user = await outside.users.get(user_id)
    membership = await outside.memberships.get(membership_id)
    if user is None or membership is None or membership.user != user.id:
        return None
    return (user, membership) if user.active and membership.active else None


async def principal_of(outside: Outside, session: Session) -> Principal:
    """Give what a session's next access token says. Raises SessionOver where its holder may not have one."""
    if session.holder is Holder.USER:
        found = await user_standing(outside, session.subject, session.membership or "")
        if found is not None and found[0].credential == session.credential:
            return user_principal(outside, session, found[1])
    else:
        member = await _staff_standing(outside, session)
        if member is not None:
            return staff_principal(outside, session, member)
    raise SessionOver


async def vouch(outside: Outside, who: Principal) -> bool:
    """Tell whether a caller's session, membership or key still holds: others hear of its end from identity."""
    if who.kind is Who.OPERATOR:
        return True
    if who.tenant != outside.tenant:
        return False
    if who.kind is Who.SYSTEM:
        key = await outside.api_keys.get(who.subject)
        return key is not None and not key.revoked
    session = await outside.sessions.get(who.session)
    now = outside.clock.now()
    if session is None or session.subject != (who.acting or who.subject) or not session.alive(now, outside.lifetimes):
        return False
    return await _holds(outside, who, session)


async def _holds(outside: Outside, who: Principal, session: Session) -> bool:
    """Tell whether whoever has this session is still what the token says."""
    if who.acting:
        return await _may_look(outside, who, session)
    if who.kind is Who.STAFF:
        member = await _staff_standing(outside, session)
        return member is not None and who.roles <= frozenset(member.roles)
    return await _says_what_holds(outside, who, session)


async def _staff_standing(outside: Outside, session: Session) -> StaffMember | None:
    """Give the staff member of a session, where they are active and their password is that of its start."""
    member = await outside.staff.get(session.subject)
    return member if member is not None and member.active and member.credential == session.credential else None


async def _says_what_holds(outside: Outside, who: Principal, session: Session) -> bool:
    """Tell whether a user's token says the membership as it is now."""
    found = await user_standing(outside, who.subject, who.membership)
    if found is None or found[0].credential != session.credential:
        return False
    return who.membership_revision == found[1].revision


async def _may_look(outside: Outside, who: Principal, session: Session) -> bool:
    """Tell whether a staff member may still look through a user's eyes, and sees the membership as it is now."""
    member = await _staff_standing(outside, session) if session.holder is Holder.STAFF else None
    found = await user_standing(outside, who.subject, who.membership)
    if member is None or found is None or not ViewAs.ROLES & set(member.roles):
        return False
    return who.membership_revision == found[1].revision
