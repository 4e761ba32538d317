"""Shows who is signed in."""

from contracts.identity.people import Profile, ShowMe
from contracts.principal import Principal
from identity.app.naming import names_beside
from identity.app.showing import profile_shown
from identity.app.standing import user_standing
from identity.domain.refusal import NotFound
from identity.ports import Outside


async def show_me(outside: Outside, _request: ShowMe, who: Principal) -> Profile:
    """Show the user, as the membership that the token is for."""
    found = await user_standing(outside, who.subject, who.membership)
    if found is None:
        raise NotFound
    user, membership = found
    return profile_shown(outside.tenant, user, membership, await names_beside(outside, [membership]))
