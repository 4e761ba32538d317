"""Admins invite colleagues to their own portal and account, and take invitations back."""

from contracts.identity.colleagues import InviteColleague, InvitedColleague, WithdrawColleague
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.administering import admin_at_work, invited_shown
from identity.app.sending import Known, inviter_name, look_up, send, take_mails_of_account
from identity.app.withdraw_invitation import take_back
from identity.domain.address import folded
from identity.domain.colleagues import MAX_INVITED, Admin, TooManyInvited
from identity.domain.invitation import Invitation
from identity.domain.membership import AlreadyMember
from identity.domain.plain_name import refuse_unless_plain
from identity.domain.refusal import NotFound
from identity.ports import Outside


async def invite_colleague(outside: Outside, request: InviteColleague, who: Principal) -> InvitedColleague:
    """Invite somebody, or renew what is open: the old link stops.

    Raises AdminNeeded, UnknownRoles, BeyondOwnRights, AlreadyMember, TooManyInvited, TooManyTries. Nothing else is told
    of an address: whether it has a login already is not the account's to know.
    """
    me = await admin_at_work(outside, who)
    me.refuse_beyond(request.roles)
    refuse_unless_plain(request.name)
    known = await look_up(outside, [me.portal.slug], [request.email])
    await _refuse_member(outside, me, known, request.email)
    invitation = await _invitation(outside, request, me, await inviter_name(outside, who))
    await take_mails_of_account(outside, me.membership.account)
    await send(outside, [invitation], known)
    return invited_shown(invitation, outside.clock.now())


async def withdraw_colleague(outside: Outside, request: WithdrawColleague, who: Principal) -> Nothing:
    """Take one back. Once more changes nothing. Raises AdminNeeded, NotFound, ClosedInvitation."""
    me = await admin_at_work(outside, who)
    invitation = await outside.invitations.get(request.id)
    if invitation is None or invitation.to != me.membership.place:
        raise NotFound
    await take_back(outside, invitation)
    return Nothing()


async def _refuse_member(outside: Outside, me: Admin, known: Known, email: str) -> None:
    user = known.users.get(folded(email))
    theirs = await outside.memberships.of_users([user.id]) if user is not None else ()
    if any(me.manages(each) for each in theirs):
        raise AlreadyMember


async def _invitation(outside: Outside, request: InviteColleague, me: Admin, inviter: str) -> Invitation:
    """Make it, or what is open anew; a contact that staff gave it stays."""
    place, now = me.membership.place, outside.clock.now()
    old = next((each for each in await outside.invitations.open_for([folded(request.email)]) if each.to == place), None)
    if old is None and len(await outside.invitations.open_at(place, MAX_INVITED)) >= MAX_INVITED:
        raise TooManyInvited
    return Invitation(
        id=old.id if old else outside.chance.id(),
        portal=place.portal,
        email=request.email,
        name=request.name,
        account=place.account,
        contact=old.contact if old else None,
        roles=tuple(dict.fromkeys(request.roles)),
        language=request.language,
        inviter=inviter,
        created_at=old.created_at if old else now,
        expires_at=now + outside.lifetimes.invitation,
        attempt=old.attempt + 1 if old else 1,
        by_colleague=True,
    )
