"""Staff grant, change and end memberships of users."""

from contracts.identity import sessions
from contracts.identity.people import ChangeMembership, GrantMembership, RevokeMembership
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.membering import change, end, grant, membership_at, take_back_invitation
from identity.app.naming import names_beside
from identity.app.showing import membership_shown
from identity.domain.membership import AlreadyMember, Membership, Place
from identity.domain.portal import ClosedPortal
from identity.domain.refusal import NotFound
from identity.domain.user import DeactivatedUser
from identity.ports import Outside


async def grant_membership(outside: Outside, request: GrantMembership, _who: Principal) -> sessions.Membership:
    """Grant one. Raises NotFound, ClosedPortal, UnknownRoles, DeactivatedUser, AlreadyMember, TooManyMemberships."""
    user = await outside.users.get(request.id)
    if user is None:
        raise NotFound
    portal = await outside.portals.get(request.portal)
    if portal is None or not portal.open:
        raise ClosedPortal("Publish it first.")
    portal.refuse_unknown(request.roles)
    if not user.active:
        raise DeactivatedUser
    place = Place(request.portal, request.account_id)
    before = await membership_at(outside, user.id, place)
    if before is not None and before.active:
        raise AlreadyMember
    membership = await grant(outside, user.id, place, request.contact_id, request.roles)
    await take_back_invitation(outside, user.id, place)
    outside.trail.about("user", user.id)
    outside.trail.about("membership", membership.id)
    return membership_shown(outside.tenant, membership, await names_beside(outside, [membership]))


async def change_membership(outside: Outside, request: ChangeMembership, _who: Principal) -> sessions.Membership:
    """Change one. Raises NotFound where it is not this user's or has ended, UnknownRoles."""
    membership = await _held(outside, request.id, request.membership_id)
    if not membership.active:
        raise NotFound
    roles = membership.roles
    if request.roles is not None:
        portal = await outside.portals.get(membership.portal)
        if portal is None:
            raise ClosedPortal("Publish it first.")
        portal.refuse_unknown(request.roles)
        roles = request.roles
    contact = request.contact_id if "contact_id" in request.model_fields_set else membership.contact
    membership = await change(outside, membership, contact, roles)
    return membership_shown(outside.tenant, membership, await names_beside(outside, [membership]))


async def revoke_membership(outside: Outside, request: RevokeMembership, _who: Principal) -> Nothing:
    """End one, and what its user is still invited to there. Raises NotFound where it is not this user's."""
    membership = await _held(outside, request.id, request.membership_id)
    await end(outside, membership)
    await take_back_invitation(outside, membership.user, membership.place)
    return Nothing()


async def _held(outside: Outside, user: str, membership_id: str) -> Membership:
    membership = await outside.memberships.get(membership_id)
    if membership is None or membership.user != user:
        raise NotFound
    return membership
