"""API keys; revoked ones stay, so that their names can be told."""

from collections.abc import Sequence
from dataclasses import asdict

from chassis.mongo import Document, tenant_index
from chassis.work import Work
from identity.domain.api_key import MAX_KEYS, ApiKey

COLLECTION = "api_keys"
INDEXES = (tenant_index(COLLECTION, "revoked", "created_at"),)


class MongoApiKeys:
    """API keys."""

    def __init__(self, work: Work) -> None:
        self._rows = work.collection(COLLECTION)

    async def get(self, key_id: str) -> ApiKey | None:
        """Give one."""
        row = await self._rows.find_one({"_id": key_id})
        return _key(row) if row else None

    async def put(self, key: ApiKey) -> None:
        """Add one, or keep one as changed."""
        row = asdict(key)
        row["_id"] = row.pop("id")
        await self._rows.replace({"_id": key.id}, row, upsert=True)

    async def holding(self) -> Sequence[ApiKey]:
        """Give all that are not revoked, oldest first."""
        rows = await self._rows.find({"revoked": False}, limit=MAX_KEYS, sort=[("created_at", 1)])
        return [_key(row) for row in rows]


def _key(row: Document) -> ApiKey:
    names = {name: row[name] for name in row.keys() - {"_id", "tenant", "scopes"}}
    return ApiKey(id=row["_id"], scopes=tuple(row["scopes"]), **names)
