"""A staff member's own profile: shown, and changed by themselves."""

from dataclasses import replace

from contracts.identity.own_profile import ChangeOwnProfile, OwnProfile, ShowOwnProfile
from contracts.principal import Principal
from identity.app.preferring import preferred
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
    outside.trail.tell("changed", sorted(request.model_fields_set))
    preferences = preferred(request, member.preferences)
    member = replace(member, name=request.name or member.name, preferences=preferences)
    await outside.staff.put(member)
    return own_profile_shown(member)
