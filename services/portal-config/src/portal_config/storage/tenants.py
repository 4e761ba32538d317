"""Collection `tenants`: one document a tenant, which also puts changes of its configuration in a row."""

from typing import Final

from chassis.mongo import Index, tenant_index
from chassis.work import Work
from portal_config.domain.refusal import UnknownTenant
from portal_config.domain.tenant import Tenant

COLLECTION: Final = "tenants"
INDEXES: Final[tuple[Index, ...]] = (tenant_index(COLLECTION, unique=True),)


class MongoTenants:
    """The tenant of this work."""

    def __init__(self, work: Work) -> None:
        self._tenant, self._rows = work.tenant, work.collection(COLLECTION)

    async def find(self) -> Tenant | None:
        """Give it, or None before it was made."""
        row = await self._rows.find_one({"_id": self._tenant})
        return Tenant(self._tenant, row["name"], row["shard"]) if row else None

    async def add(self, tenant: Tenant) -> None:
        """Make it."""
        await self._rows.insert({"_id": tenant.tenant, "name": tenant.name, "shard": tenant.shard, "turn": 0})

    async def take_turn(self) -> None:
        """Let no other change of this tenant's modules and versions commit beside ours. Raises UnknownTenant.

        Snapshot isolation alone would let a definition and a portal that use each other be changed at once; both
        write this counter, so the database refuses one of them and the transaction runs again.
        """
        if not await self._rows.update({"_id": self._tenant}, {"$inc": {"turn": 1}}):
            raise UnknownTenant
