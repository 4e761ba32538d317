"""Signs users in to a portal with e-mail address and password."""

from dataclasses import replace

from contracts.identity.sessions import SignedIn, SignIn
from contracts.principal import Principal
from identity.app.opening import sign_in_user
from identity.app.showing import slug_of
from identity.domain.membership import Membership
from identity.domain.sign_in import SignInFailed, membership_to_enter
from identity.domain.user import User
from identity.ports import Outside


async def sign_in(outside: Outside, request: SignIn, who: Principal) -> SignedIn:
    """Sign in; whatever is wrong, the same refusal after the same time.

    Up to the password the same things are looked up whoever asks; only the right password gets further.
    """
    portal = await outside.portals.get(slug_of(request.portal))
    user = await outside.users.by_email(request.email)
    right = await outside.passwords.verified(request.password, user.password if user else None)
    welcome = portal is not None and portal.open and portal.password_sign_in
    if portal is None or user is None or not (right and welcome and user.active):
        raise SignInFailed
    membership = await _membership(outside, user, portal.slug)
    if membership is None:
        raise SignInFailed
    if outside.passwords.outdated(user.password):
        user = replace(user, password=await outside.passwords.hashed(request.password))
        await outside.users.put(user)
    return await sign_in_user(outside, user, membership, who.device)


async def _membership(outside: Outside, user: User, portal: str) -> Membership | None:
    all_of_them = await outside.memberships.of_users([user.id])
    here = [membership for membership in all_of_them if membership.portal == portal and membership.active]
    last_used = await outside.sessions.last_membership(user.id, [membership.id for membership in here])
    return membership_to_enter(here, last_used)
