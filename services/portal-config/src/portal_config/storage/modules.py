"""Collection `modules`: one document a module, `_id` is `<tenant>/<module>`."""

from typing import Final

from chassis.mongo import Document as Row
from chassis.mongo import Index, tenant_index
from chassis.work import Work
from portal_config.domain.document import Document
from portal_config.domain.module import MAX_MODULES, Module

COLLECTION: Final = "modules"
INDEXES: Final[tuple[Index, ...]] = (tenant_index(COLLECTION, "module", unique=True),)


class MongoModules:
    """The module definitions of one tenant."""

    def __init__(self, work: Work) -> None:
        self._tenant, self._rows = work.tenant, work.collection(COLLECTION)

    async def all(self) -> list[Module]:
        """Give every module by name, at most MAX_MODULES."""
        return [_module(row) for row in await self._rows.find({}, limit=MAX_MODULES, sort=[("module", 1)])]

    async def find(self, module: str) -> Module | None:
        """Give one, or None."""
        row = await self._rows.find_one({"module": module})
        return _module(row) if row else None

    async def put(self, module: Module) -> None:
        """Keep this definition in the place of the one before."""
        key = f"{self._tenant}/{module.module}"
        row = {
            "_id": key,
            "module": module.module,
            "revision": module.revision,
            "definition": module.definition.text,
        }
        await self._rows.replace({"_id": key}, row, upsert=True)


def _module(row: Row) -> Module:
    return Module(row["module"], row["revision"], Document(row["definition"]))
