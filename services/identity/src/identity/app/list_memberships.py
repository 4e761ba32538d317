"""Lists one's own memberships: what the switcher offers."""

from contracts.identity.people import ListMemberships, Memberships
from contracts.principal import Principal
from identity.app.naming import names_beside
from identity.app.showing import membership_shown
from identity.ports import Outside


async def list_memberships(outside: Outside, _request: ListMemberships, who: Principal) -> Memberships:
    """Give those that hold, in portals that are open."""
    memberships = [each for each in await outside.memberships.of_users([who.subject]) if each.active]
    named = await names_beside(outside, memberships)
    open_ones = {slug for slug, portal in named.portals.items() if portal.open}
    offered = [each for each in memberships if each.portal in open_ones]
    return Memberships(
        items=tuple(membership_shown(outside.tenant, each, named) for each in offered), current=who.membership or None
    )
