"""Collection `memberships`: one document each, `_id` is `<tenant>/<membership>`; an ended one keeps its revision."""

from typing import Final

from chassis.mongo import Document, tenant_index
from chassis.work import Work
from records.domain.membership import Membership

COLLECTION: Final = "memberships"
LIVE: Final = {"live": True}
INDEXES: Final = (
    tenant_index(COLLECTION, "user", "membership"),
    tenant_index(COLLECTION, "portal", "membership", partial=LIVE),
)
MAX_OF_USER: Final = 200
"""Far above what one person acts as; whoever has more is not told of the rest."""


class MongoMemberships:
    """The memberships of one tenant."""

    def __init__(self, work: Work) -> None:
        self._tenant, self._rows = work.tenant, work.collection(COLLECTION)

    async def find(self, membership_id: str) -> Membership | None:
        """Give one, ended or not, or None where it was never heard of."""
        row = await self._rows.find_one({"_id": self._id(membership_id)})
        return _membership(row) if row else None

    async def of_user(self, user_id: str) -> list[Membership]:
        """Give what a user acts as or has acted as, ended ones too, by id."""
        rows = await self._rows.find({"user": user_id}, limit=MAX_OF_USER, sort=[("membership", 1)])
        return [_membership(row) for row in rows]

    async def live(self, portal: str, after: str, limit: int) -> list[Membership]:
        """Give the next live ones of a portal by id, from behind the id `after`; "" is the beginning."""
        rows = await self._rows.find(
            {"portal": portal, "membership": {"$gt": after}, **LIVE}, limit=limit, sort=[("membership", 1)]
        )
        return [_membership(row) for row in rows]

    async def put(self, membership: Membership) -> None:
        """Keep one in the place of what was known of it."""
        row = _row(membership)
        await self._rows.replace({"_id": self._id(membership.id)}, {**row, "_id": self._id(membership.id)}, upsert=True)

    def _id(self, membership_id: str) -> str:
        return f"{self._tenant}/{membership_id}"


def _row(one: Membership) -> Document:
    return {
        "membership": one.id,
        "user": one.user,
        "portal": one.portal,
        "account": one.account,
        "contact": one.contact,
        "roles": sorted(one.roles),
        "revision": one.revision,
        "live": one.live,
    }


def _membership(row: Document) -> Membership:
    return Membership(
        id=row["membership"],
        user=row["user"],
        portal=row["portal"],
        account=row["account"],
        revision=row["revision"],
        contact=row["contact"],
        roles=frozenset(row["roles"]),
        live=row["live"],
    )
