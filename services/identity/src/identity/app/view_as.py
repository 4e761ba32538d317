"""Lets staff look at a portal through a user's eyes."""

from dataclasses import replace

from contracts.identity.view_as import View, ViewAs
from contracts.principal import Principal
from identity.app.naming import names_beside
from identity.app.opening import user_principal
from identity.app.showing import membership_shown, user_shown
from identity.app.standing import user_standing
from identity.domain.portal import ClosedPortal
from identity.domain.refusal import NotFound
from identity.domain.session import SessionOver
from identity.ports import Outside


async def view_as(outside: Outside, request: ViewAs, who: Principal) -> View:
    """Sign a token that says the membership, reads only, and ends with the session that asks for it.

    Raises NotFound where the membership or its user does not hold, ClosedPortal.
    """
    named = await outside.memberships.get(request.membership_id)
    found = await user_standing(outside, named.user, named.id) if named is not None else None
    if found is None:
        raise NotFound
    user, membership = found
    portal = await outside.portals.get(membership.portal)
    if portal is None or not portal.open:
        raise ClosedPortal("Publish it first.")
    session = await outside.sessions.get(who.session)
    if session is None:
        raise SessionOver
    outside.trail.about("membership", membership.id)
    outside.trail.about("user", user.id)
    seconds = int(outside.lifetimes.view.total_seconds())
    seen = replace(user_principal(outside, session, membership), read_only=True, acting=who.subject)
    return View(
        access_token=outside.signer.sign(seen, seconds),
        expires_in=seconds,
        user=user_shown(user),
        membership=membership_shown(outside.tenant, membership, await names_beside(outside, [membership])),
    )
