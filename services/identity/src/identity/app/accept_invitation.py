"""Accepts an invitation: makes the user where there is none, and adds the membership."""

from contracts.identity.invitations import AcceptInvitation
from contracts.identity.people import UserActivated, UserActivatedPerson
from contracts.identity.sessions import SignedIn
from contracts.message import Who
from contracts.principal import Principal
from identity.app.invited import Invited, open_invitation
from identity.app.links import use_link
from identity.app.membering import grant
from identity.app.new_password import hash_new_password
from identity.app.opening import sign_in_user
from identity.app.showing import public_name
from identity.app.tries import before_password, right_password, wrong_password
from identity.domain.invitation import OtherUser
from identity.domain.membership import Membership
from identity.domain.password import MissingPassword
from identity.domain.sign_in import SignInFailed
from identity.domain.tries import Tried
from identity.domain.user import Preferences, User
from identity.ports import Outside


async def accept_invitation(outside: Outside, request: AcceptInvitation, who: Principal) -> SignedIn:
    """Accept it, once. Who has a user already proves to be that user, and keeps password and profile."""
    invited = await open_invitation(outside, request.token)
    outside.trail.about("invitation", invited.invitation.id)
    if who.kind is Who.USER and (invited.user is None or invited.user.id != who.subject):
        raise OtherUser
    if invited.user is None:
        user = await _new_user(outside, request, invited)
    else:
        user = await _proven(outside, request, who, invited.user)
    invitation = invited.invitation
    membership = await grant(outside, user.id, invitation.to, invitation.contact, invitation.roles)
    await use_link(outside, invited.link)
    await outside.invitations.put([invitation.accepted()])
    _say(outside, user, membership)
    return await sign_in_user(outside, user, membership, who)


async def _proven(outside: Outside, request: AcceptInvitation, who: Principal, user: User) -> User:
    """Give the user whose address was invited. Raises SignInFailed, TooManyTries."""
    if who.kind is Who.USER:
        return user
    if request.password is None:
        raise MissingPassword
    tried = await before_password(outside, Tried.SIGN_IN, user.email, who)
    right = await outside.passwords.verified(request.password, user.password)
    if not (right and user.active):
        await wrong_password(outside, tried)
        raise SignInFailed
    await right_password(outside, tried)
    return user


async def _new_user(outside: Outside, request: AcceptInvitation, invited: Invited) -> User:
    if request.password is None:
        raise MissingPassword
    invitation, defaults = invited.invitation, invited.portal.defaults
    user = User(
        id=outside.chance.id(),
        email=invitation.email,
        name=request.name or invitation.name,
        preferences=Preferences(
            language=request.language or invitation.language or defaults.language,
            time_zone=request.time_zone or defaults.time_zone,
            date_format=request.date_format or defaults.date_format,
            time_format=request.time_format or defaults.time_format,
            country=request.country or defaults.country,
        ),
        password=await hash_new_password(outside, request.password, invitation.email),
        created_at=outside.clock.now(),
    )
    await outside.users.put(user)
    return user


def _say(outside: Outside, user: User, membership: Membership) -> None:
    activated = UserActivated(
        user_id=user.id,
        membership_id=membership.id,
        portal=public_name(outside.tenant, membership.portal),
        account_id=membership.account,
        contact_id=membership.contact,
        person=UserActivatedPerson(email=user.email, name=user.name),
    )
    outside.voice.emit(activated, f"users/{user.id}")
