"""Deactivates a user, or lets them in again."""

from dataclasses import replace

from contracts.identity.people import ChangeUser, PortalUser
from contracts.principal import Principal
from identity.app.ending import end_sessions_of_user
from identity.app.naming import names_beside
from identity.app.showing import portal_user_shown
from identity.domain.refusal import NotFound
from identity.ports import Outside


async def change_user(outside: Outside, request: ChangeUser, _who: Principal) -> PortalUser:
    """Change it; deactivating ends every session."""
    user = await outside.users.get(request.id)
    if user is None:
        raise NotFound
    if user.active != request.active:
        user = replace(user, active=request.active)
        await outside.users.put(user)
        if not user.active:
            await end_sessions_of_user(outside, user.id)
    memberships = tuple(each for each in await outside.memberships.of_users([user.id]) if each.active)
    return portal_user_shown(outside.tenant, user, memberships, await names_beside(outside, memberships))
