"""Looks up the names that stand beside memberships."""

from collections.abc import Collection

from identity.app.showing import Named
from identity.domain.membership import Membership
from identity.ports import Outside


async def names_beside(outside: Outside, memberships: Collection[Membership]) -> Named:
    """Give the portals of these memberships, and the names of their accounts as far as they are known."""
    return Named(
        await outside.portals.all({each.portal for each in memberships}),
        await outside.accounts.names({each.account for each in memberships}),
    )
