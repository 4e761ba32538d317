"""Changes one's own profile."""

from dataclasses import replace

from contracts.identity.people import ChangeMe, Profile, ShowMe
from contracts.principal import Principal
from identity.app.show_me import show_me
from identity.domain.refusal import NotFound
from identity.ports import Outside


async def change_me(outside: Outside, request: ChangeMe, who: Principal) -> Profile:
    """Change what is said; what is left out stays. Only the country may be taken away, by null."""
    user = await outside.users.get(who.subject)
    if user is None:
        raise NotFound
    now = user.preferences
    preferences = replace(
        now,
        language=request.language or now.language,
        time_zone=request.time_zone or now.time_zone,
        date_format=request.date_format or now.date_format,
        time_format=request.time_format or now.time_format,
        country=request.country if "country" in request.model_fields_set else now.country,
    )
    outside.trail.tell("changed", sorted(request.model_fields_set))
    await outside.users.put(replace(user, name=request.name or user.name, preferences=preferences))
    return await show_me(outside, ShowMe(), who)
