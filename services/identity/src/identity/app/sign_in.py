"""Signs users in to a portal with e-mail address and password."""

from dataclasses import replace

from contracts.identity.sessions import SignedIn, SignIn
from contracts.principal import Principal
from identity.app.opening import sign_in_user
from identity.app.showing import slug_of
from identity.app.tries import before_password, right_password, wrong_password
from identity.domain.membership import Membership
from identity.domain.portal import ClosedPortal
from identity.domain.sign_in import SignInFailed, membership_to_enter
from identity.domain.tries import Tried
from identity.domain.user import User
from identity.ports import Outside


async def sign_in(outside: Outside, request: SignIn, who: Principal) -> SignedIn:
    """Sign in; whatever is wrong, the same refusal after the same time, counted the same. Raises TooManyTries.

    Up to the password the same things are looked up whoever asks; only the right password gets further. That a portal
    is switched off anybody may know: it is said before anything else is looked at. Raises ClosedPortal.
    """
    portal = await outside.portals.get(slug_of(request.portal))
    if portal is not None and not portal.open:
        raise ClosedPortal
    tried = await before_password(outside, Tried.SIGN_IN, request.email, who)
    user = await outside.users.by_email(request.email)
    right = await outside.passwords.verified(request.password, user.password if user else None)
    welcome = portal is not None and portal.password_sign_in
    membership = None
    if portal is not None and user is not None and right and welcome and user.active:
        membership = await _membership(outside, user, portal.slug)
    if user is None or membership is None:
        await wrong_password(outside, tried)
        if user is not None:
            outside.trail.about("user", user.id)
        raise SignInFailed
    await right_password(outside, tried)
    if outside.passwords.outdated(user.password):
        user = replace(user, password=await outside.passwords.hashed(request.password))
        await outside.users.put(user)
    return await sign_in_user(outside, user, membership, who)


async def _membership(outside: Outside, user: User, portal: str) -> Membership | None:
    all_of_them = await outside.memberships.of_users([user.id])
    here = [membership for membership in all_of_them if membership.portal == portal and membership.active]
    last_used = None
    if len(here) > 1:
        last_used = await outside.sessions.last_membership(user.id, [membership.id for membership in here])
    return membership_to_enter(here, last_used)
