"""Changes one's own profile."""

from dataclasses import replace

from contracts.identity.people import ChangeMe, Profile, ShowMe
from contracts.principal import Principal
from identity.app.preferring import preferred
from identity.app.show_me import show_me
from identity.domain.refusal import NotFound
from identity.ports import Outside


async def change_me(outside: Outside, request: ChangeMe, who: Principal) -> Profile:
    """Change what is said; what is left out stays. Only the country may be taken away, by null."""
    user = await outside.users.get(who.subject)
    if user is None:
        raise NotFound
    outside.trail.tell("changed", sorted(request.model_fields_set))
    preferences = preferred(request, user.preferences)
    await outside.users.put(replace(user, name=request.name or user.name, preferences=preferences))
    return await show_me(outside, ShowMe(), who)
