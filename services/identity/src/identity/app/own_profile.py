"""A staff member's own profile: shown, and changed by themselves."""

from dataclasses import replace

from contracts.identity.own_profile import ChangeOwnProfile, OwnProfile, ShowOwnProfile
from contracts.principal import Principal
from identity.app.showing import own_profile_shown
from identity.domain.refusal import NotFound
from identity.ports import Outside


async def show_own_profile(outside: Outside, _request: ShowOwnProfile, who: Principal) -> OwnProfile:
    """Show it."""
    member = await outside.staff.get(who.subject)
    if member is None:
        raise NotFound
    return own_profile_shown(member)


async def change_own_profile(outside: Outside, request: ChangeOwnProfile, who: Principal) -> OwnProfile:
    """Change what is said; what is left out stays. Only the country may be taken away, by null."""
    await outside.tenant_book.hold_staff()
    member = await outside.staff.get(who.subject)
    if member is None:
        raise NotFound
    now = member.preferences
    preferences = replace(
        now,
        language=request.language or now.language,
        time_zone=request.time_zone or now.time_zone,
        date_format=request.date_format or now.date_format,
        time_format=request.time_format or now.time_format,
        country=request.country if "country" in request.model_fields_set else now.country,
    )
    outside.trail.tell("changed", sorted(request.model_fields_set))
    member = replace(member, name=request.name or member.name, preferences=preferences)
    await outside.staff.put(member)
    return own_profile_shown(member)
