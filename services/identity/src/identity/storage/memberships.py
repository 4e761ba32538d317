"""Memberships. A user has one for a portal and an account, whatever its roles."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from chassis.mongo import MAX_FOUND, Document, tenant_index
from chassis.work import Work
from identity.domain.membership import Membership

COLLECTION = "memberships"
INDEXES = (tenant_index(COLLECTION, "user", "portal", "account", unique=True),)


class MongoMemberships:
    """Memberships."""

    def __init__(self, work: Work) -> None:
        self._rows = work.collection(COLLECTION)

    async def get(self, membership_id: str) -> Membership | None:
        """Give one."""
        row = await self._rows.find_one({"_id": membership_id})
        return _membership(row) if row else None

    async def of_users(self, users: Iterable[str]) -> Sequence[Membership]:
        """Give all of these users, oldest first."""
        rows = await self._rows.find({"user": {"$in": list(users)}}, limit=MAX_FOUND)
        return sorted((_membership(row) for row in rows), key=lambda each: (each.created_at, each.id))

    async def put(self, membership: Membership) -> None:
        """Add one, or keep one as changed."""
        row = asdict(membership)
        row["_id"] = row.pop("id")
        await self._rows.replace({"_id": membership.id}, row, upsert=True)


def _membership(row: Document) -> Membership:
    return Membership(
        id=row["_id"],
        user=row["user"],
        portal=row["portal"],
        account=row["account"],
        contact=row["contact"],
        roles=tuple(row["roles"]),
        created_at=row["created_at"],
        active=row["active"],
        revision=row.get("revision", 1),
    )
