"""Counts who has which role in a portal, and who is invited with it."""

from typing import Final

from contracts.identity.role_counts import CountRoles, RoleCount, RoleCounts
from contracts.principal import Principal
from identity.domain.refusal import NotFound
from identity.ports import Outside

MAX_COUNTED: Final = 20_000
"""Memberships, and invitations, of one portal that are looked at."""
NO_ROLE: Final = ""


async def count_roles(outside: Outside, request: CountRoles, _who: Principal) -> RoleCounts:
    """Count them. Raises NotFound where no such portal was ever published."""
    if await outside.portals.get(request.slug) is None:
        raise NotFound
    held = await outside.memberships.by_role(request.slug, MAX_COUNTED)
    invited = await outside.invitations.open_by_role(request.slug, MAX_COUNTED)
    return RoleCounts(
        slug=request.slug,
        items=tuple(
            RoleCount(role=role, memberships=held.get(role, 0), invitations=invited.get(role, 0))
            for role in sorted({*held, *invited} - {NO_ROLE})
        ),
        without_role=held.get(NO_ROLE, 0),
        # Who has several roles counts in each: as many as were looked at there may be, and more.
        more=max(sum(held.values()), sum(invited.values())) >= MAX_COUNTED,
    )
