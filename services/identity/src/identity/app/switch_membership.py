"""Lets somebody act as another of their memberships, in the same session."""

from contracts.identity.people import SwitchMembership
from contracts.identity.sessions import SignedIn
from contracts.principal import Principal
from identity.app.opening import user_signed_in
from identity.app.standing import user_standing
from identity.domain.portal import ClosedPortal
from identity.domain.refusal import NotFound
from identity.domain.session import SessionOver
from identity.ports import Outside


async def switch_membership(outside: Outside, request: SwitchMembership, who: Principal) -> SignedIn:
    """Switch. The refresh token rotates too, so that an access token that leaked cannot gain one unnoticed."""
    session = await outside.sessions.get(who.session)
    found = await user_standing(outside, who.subject, request.membership_id)
    if found is None:
        raise NotFound
    user, membership = found
    portal = await outside.portals.get(membership.portal)
    if portal is None or not portal.open:
        raise ClosedPortal("It is switched off now; what else you may act as is listed.")
    if session is None:
        raise SessionOver
    switched = session.rotated(who.device, outside.clock.now(), membership.id)
    if not await outside.sessions.rotate(session, switched):
        raise SessionOver
    return await user_signed_in(outside, switched, user, membership)
