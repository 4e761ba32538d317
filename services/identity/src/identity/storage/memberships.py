"""Memberships. A user has one for a portal and an account, whatever its roles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from chassis.mongo import MAX_FOUND, Document, tenant_index
from chassis.work import Work
from identity.domain.membership import Membership, Place

COLLECTION = "memberships"
BY_PORTAL = tenant_index(COLLECTION, "portal", "active")
INDEXES = (
    tenant_index(COLLECTION, "user", "portal", "account", unique=True),
    BY_PORTAL,
    tenant_index(COLLECTION, "account", "portal", "created_at", "_id"),
    tenant_index(COLLECTION, "_id"),
)


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

    async def page_at(self, place: Place, after: tuple[datetime, str] | None, limit: int) -> Sequence[Membership]:
        """Give those that hold at a place, oldest first, younger than `after` (created_at, id)."""
        where: dict[str, Any] = {**_at(place), "active": True}
        if after is not None:
            created_at, last = after
            where["$or"] = [{"created_at": {"$gt": created_at}}, {"created_at": created_at, "_id": {"$gt": last}}]
        rows = await self._rows.find(where, limit=limit, sort=[("created_at", 1), ("_id", 1)])
        return [_membership(row) for row in rows]

    async def of_account(self, account: str) -> Sequence[Membership]:
        """Give those of an account that hold, whatever the portal."""
        rows = await self._rows.find({"account": account, "active": True}, limit=MAX_FOUND)
        return [_membership(row) for row in rows]

    async def holding(self, after: str, limit: int) -> Sequence[Membership]:
        """Give those that hold, whosever they are, by id, from behind the id `after`."""
        rows = await self._rows.find({"_id": {"$gt": after}, "active": True}, limit=limit, sort=[("_id", 1)])
        return [_membership(row) for row in rows]

    async def with_role(self, place: Place, role: str) -> Sequence[Membership]:
        """Give those that hold at a place and have a role."""
        rows = await self._rows.find({**_at(place), "active": True, "roles": role}, limit=MAX_FOUND)
        return [_membership(row) for row in rows]

    async def by_role(self, portal: str, limit: int) -> Mapping[str, int]:
        """Count those that hold in a portal by role, those without any by ""; of at most `limit`."""
        where = {"portal": portal, "active": True}
        return await self._rows.tally(where, "roles", limit=limit, hint=BY_PORTAL.name, each=True)

    async def put(self, membership: Membership) -> None:
        """Add one, or keep one as changed."""
        row = asdict(membership)
        row["_id"] = row.pop("id")
        await self._rows.replace({"_id": membership.id}, row, upsert=True)


def _at(place: Place) -> dict[str, Any]:
    return {"portal": place.portal, "account": place.account}


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
