"""Admins change and remove colleagues. Each change holds the account, so that two at once cannot leave no admin."""

from contracts.identity.colleagues import ChangeColleague, Colleague, RemoveColleague
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.administering import admin_at_work, colleague_shown
from identity.app.membering import change, end, take_back_invitation
from identity.domain.colleagues import Admin, refuse_without_admin
from identity.domain.membership import Membership
from identity.domain.refusal import NotFound
from identity.domain.rights import ADMIN
from identity.ports import Outside


async def change_colleague(outside: Outside, request: ChangeColleague, who: Principal) -> Colleague:
    """Change one's roles. Raises AdminNeeded, NotFound, UnknownRoles, BeyondOwnRights, LastAdmin."""
    me = await admin_at_work(outside, who)
    before = await _managed(outside, me, request.membership_id)
    me.refuse_beyond(request.roles)
    await _refuse_without_admin(outside, before, before.holding(before.contact, request.roles))
    after = await change(outside, before, before.contact, request.roles)
    user = await outside.users.get(after.user)
    if user is None:
        raise NotFound
    return colleague_shown(user, after, me)


async def remove_colleague(outside: Outside, request: RemoveColleague, who: Principal) -> Nothing:
    """End one's membership, and what they are still invited to there. Raises AdminNeeded, NotFound, LastAdmin."""
    me = await admin_at_work(outside, who)
    membership = await _managed(outside, me, request.membership_id)
    await _refuse_without_admin(outside, membership, membership.ended())
    await end(outside, membership)
    await take_back_invitation(outside, membership.user, membership.place)
    return Nothing()


async def _managed(outside: Outside, me: Admin, membership_id: str) -> Membership:
    membership = await outside.memberships.get(membership_id)
    if membership is None or not me.manages(membership):
        raise NotFound
    return membership


async def _refuse_without_admin(outside: Outside, before: Membership, after: Membership) -> None:
    """Raise LastAdmin; admins who are deactivated do not count."""
    admins = await outside.memberships.with_role(before.place, ADMIN)
    users = await outside.users.some([each.user for each in admins])
    refuse_without_admin(after, [each for each in admins if users[each.user].active])
