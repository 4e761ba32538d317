"""Lists the tenant's portal users by e-mail address."""

from collections import defaultdict

from contracts.identity.people import ListUsers, Users
from contracts.principal import Principal
from identity.app.naming import names_beside
from identity.app.showing import portal_user_shown
from identity.domain.address import folded
from identity.domain.membership import Membership
from identity.ports import Outside

QUERY = "users"


async def list_users(outside: Outside, request: ListUsers, _who: Principal) -> Users:
    """Give a page of users, each with the memberships that hold."""
    after = outside.cursors.open(request.cursor, QUERY)[0] if request.cursor is not None else None
    found = await outside.users.page(after, request.limit + 1)
    page = found[: request.limit]
    by_user: defaultdict[str, list[Membership]] = defaultdict(list)
    for membership in await outside.memberships.of_users([user.id for user in page]):
        if membership.active:
            by_user[membership.user].append(membership)
    named = await names_beside(outside, [each for mine in by_user.values() for each in mine])
    following = outside.cursors.seal([folded(page[-1].email)], QUERY) if len(found) > request.limit else None
    return Users(
        items=tuple(portal_user_shown(outside.tenant, user, tuple(by_user[user.id]), named) for user in page),
        next_cursor=following,
    )
