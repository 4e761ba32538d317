"""Lets somebody act as another of their memberships, in the same session."""

from contracts.identity.people import SwitchMembership
from contracts.identity.sessions import SignedIn
from contracts.principal import Principal
from identity.app.opening import user_signed_in
from identity.domain.membership import EndedMembership, Membership
from identity.domain.portal import ClosedPortal
from identity.domain.refusal import NotFound
from identity.domain.session import SessionOver
from identity.domain.user import User
from identity.ports import Outside


async def switch_membership(outside: Outside, request: SwitchMembership, who: Principal) -> SignedIn:
    """Switch. The refresh token rotates too, so that an access token that leaked cannot gain one unnoticed."""
    session = await outside.sessions.get(who.session)
    user, membership = await _own(outside, who.subject, request.membership_id)
    portal = await outside.portals.get(membership.portal)
    if portal is None or not portal.open:
        raise ClosedPortal("It is switched off now; what else you may act as is listed.")
    if session is None:
        raise SessionOver
    switched = session.rotated(who.device, outside.clock.now(), membership.id)
    if not await outside.sessions.rotate(session, switched):
        raise SessionOver
    return await user_signed_in(outside, switched, user, membership)


async def _own(outside: Outside, user_id: str, membership_id: str) -> tuple[User, Membership]:
    user = await outside.users.get(user_id)
    membership = await outside.memberships.get(membership_id)
    if user is None or membership is None or membership.user != user.id:
        raise NotFound
    if not membership.active:
        raise EndedMembership
    return user, membership
