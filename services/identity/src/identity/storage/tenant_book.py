"""The tenant's own row: its name, and what the operator made first."""

from collections.abc import Mapping

from chassis.work import Work

COLLECTION = "tenants"


class MongoTenantBook:
    """One row a tenant."""

    def __init__(self, work: Work) -> None:
        self._rows, self._id = work.collection(COLLECTION), work.tenant

    async def name(self) -> str | None:
        """Give its name, None before anything was heard of it."""
        row = await self._rows.find_one({"_id": self._id})
        return row.get("name") if row else None

    async def rename(self, name: str) -> None:
        """Keep its name."""
        await self._rows.update({"_id": self._id}, {"$set": {"name": name}}, upsert=True)

    async def hold_staff(self) -> None:
        """Let nobody else change who is staff until this unit of work is done: of two at once, one runs again."""
        await self._rows.update({"_id": self._id}, {"$inc": {"staff_changes": 1}}, upsert=True)

    async def first(self) -> Mapping[str, str]:
        """Give what the operator made: `owner` and `api_key` ids, where made."""
        row = await self._rows.find_one({"_id": self._id})
        found: Mapping[str, str] = row.get("first", {}) if row else {}
        return found

    async def keep_first(self, owner: str, api_key: str) -> None:
        """Remember what the operator made."""
        first = {"owner": owner, "api_key": api_key}
        await self._rows.update({"_id": self._id}, {"$set": {"first": first}}, upsert=True)
