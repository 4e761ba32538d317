"""What becomes of memberships: granted, changed, ended, each said in the transaction of its effect."""

from collections.abc import Sequence

from contracts.identity.people import MembershipChanged, MembershipGranted, MembershipRevoked
from contracts.message import Event
from identity.app.ending import say_membership_revoked
from identity.app.showing import public_name
from identity.app.withdraw_invitation import take_back
from identity.domain.address import folded
from identity.domain.membership import MAX_OF_USER, Membership, Place, TooManyMemberships
from identity.ports import Outside


async def membership_at(outside: Outside, user: str, place: Place) -> Membership | None:
    """Give a user's membership at a place, ended or not. Raises TooManyMemberships where one more is too many."""
    mine = await outside.memberships.of_users([user])
    found = next((each for each in mine if each.place == place), None)
    if found is None and len(mine) >= MAX_OF_USER:
        raise TooManyMemberships
    return found


async def grant(outside: Outside, user: str, place: Place, contact: str | None, roles: Sequence[str]) -> Membership:
    """Add a membership; let one that had ended hold again, and make one that holds be as said now."""
    before = await membership_at(outside, user, place)
    if before is not None and before.active:
        return await change(outside, before, contact, roles)
    if before is not None:
        membership = before.holding(contact, roles)
    else:
        mine = tuple(dict.fromkeys(roles))
        now = outside.clock.now()
        membership = Membership(outside.chance.id(), user, place.portal, place.account, contact, mine, now)
    await outside.memberships.put(membership)
    say_granted(outside, membership)
    return membership


def say_granted(outside: Outside, membership: Membership) -> None:
    """Say what a membership that holds is, for the first time or again."""
    _say(outside, MembershipGranted, membership, contact_id=membership.contact, roles=membership.roles)


async def change(outside: Outside, before: Membership, contact: str | None, roles: Sequence[str]) -> Membership:
    """Give a membership that holds this contact and these roles: tokens that say what was before no longer hold."""
    membership = before.holding(contact, roles)
    if membership is before:
        return before
    await outside.memberships.put(membership)
    _say(outside, MembershipChanged, membership, contact_id=contact, roles=membership.roles)
    say_membership_revoked(outside, membership)
    return membership


async def end(outside: Outside, before: Membership) -> None:
    """End a membership with the sessions that are in it. Once more changes nothing."""
    membership = before.ended()
    if membership is before:
        return
    await outside.memberships.put(membership)
    await outside.sessions.end_in(membership.user, membership.id)
    _say(outside, MembershipRevoked, membership)
    say_membership_revoked(outside, membership)


async def take_back_invitation(outside: Outside, user: str, place: Place) -> None:
    """Take back what a user is still invited to there: accepting it would undo what was decided since."""
    invited = await outside.users.get(user)
    for invitation in await outside.invitations.open_for([folded(invited.email)]) if invited else ():
        if invitation.to == place:
            await take_back(outside, invitation)


def _say(outside: Outside, kind: type[Event], membership: Membership, **more: object) -> None:
    told = {
        "membership_id": membership.id,
        "user_id": membership.user,
        "portal": public_name(outside.tenant, membership.portal),
        "account_id": membership.account,
        "revision": membership.revision,
        **more,
    }
    outside.voice.emit(kind.model_validate(told), f"memberships/{membership.id}")
