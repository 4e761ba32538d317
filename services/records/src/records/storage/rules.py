"""Collections `modules`, `portals` and `rules`: what portal-config said, and a number that rises with each change.

Whoever keeps rules in memory compares that number: read it before the rest, and what is kept is never newer than
its number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from chassis.mongo import tenant_index
from chassis.work import Work
from policy import Invalid, ModuleDefinition, parse_module
from records.domain.turn import Turn
from records.storage.kept import Kept

MODULES: Final = "modules"
PORTALS: Final = "portals"
RULES: Final = "rules"
INDEXES: Final = (
    tenant_index(MODULES, "module", unique=True),
    tenant_index(PORTALS, "slug", unique=True),
    tenant_index(RULES, unique=True),
)
MAX_MODULES: Final = 500
MAX_PORTALS: Final = 1_000

Definitions = Mapping[str, ModuleDefinition]


@dataclass(frozen=True, slots=True)
class DefinitionsAt:
    """A tenant's module definitions as of a number of `rules`, and the revision of each."""

    number: int
    definitions: Definitions
    revisions: Mapping[str, int]


class MongoRules:
    """The modules and portals of one tenant; definitions read before are kept for as long as nothing changed."""

    def __init__(self, work: Work, kept: Kept[str, DefinitionsAt]) -> None:
        self._tenant, self._kept = work.tenant, kept
        self._modules, self._portals = work.collection(MODULES), work.collection(PORTALS)
        self._rules = work.collection(RULES)

    async def number(self) -> int:
        """Give the number of the last change; 0 before the first."""
        row = await self._rules.find_one({"_id": self._tenant})
        return int(row["number"]) if row else 0

    async def definitions(self) -> Definitions:
        """Give every module that is defined: the very same mapping for as long as no module has changed."""
        number = await self.number()
        kept = self._kept.get(self._tenant)
        if kept is None or kept.number != number:
            kept = await self._definitions_at(number, kept)
            self._kept.put(self._tenant, kept)
        return kept.definitions

    async def _definitions_at(self, number: int, kept: DefinitionsAt | None) -> DefinitionsAt:
        if kept is not None:
            rows = await self._modules.find({}, limit=MAX_MODULES, fields={"module": 1, "revision": 1})
            if {row["module"]: row["revision"] for row in rows} == kept.revisions:
                return replace(kept, number=number)
        rows = await self._modules.find({}, limit=MAX_MODULES)
        read = {row["module"]: _read(row["module"], row["definition"]) for row in rows}
        definitions = {module: definition for module, definition in read.items() if definition is not None}
        return DefinitionsAt(number, definitions, {row["module"]: row["revision"] for row in rows})

    async def module_revision(self, module: str) -> int | None:
        """Give the revision of a module's definition, or None."""
        row = await self._modules.find_one({"_id": self._id(module)}, fields={"revision": 1})
        return int(row["revision"]) if row else None

    async def put_module(self, module: str, revision: int, definition: Mapping[str, object]) -> None:
        """Keep a definition in the place of the one before."""
        key = self._id(module)
        row = {"_id": key, "module": module, "revision": revision, "definition": dict(definition)}
        await self._modules.replace({"_id": key}, row, upsert=True)
        await self._count()

    async def portal_turn(self, slug: str) -> Turn | None:
        """Give the turn of a portal that was last heard of, published or not, or None."""
        row = await self._portals.find_one({"_id": self._id(slug)}, fields={"version": 1, "switched": 1})
        return Turn(row["version"], row.get("switched", 0)) if row else None

    async def portal(self, slug: str) -> tuple[int, Mapping[str, object]] | None:
        """Give version and document of a portal that is on, or None."""
        row = await self._portals.find_one({"_id": self._id(slug)})
        return (row["version"], row["document"]) if row and row["document"] is not None else None

    async def put_portal(self, slug: str, turn: Turn, document: Mapping[str, object] | None) -> None:
        """Keep a portal's version in the place of the one before; without a document it is off."""
        key = self._id(slug)
        row = {"_id": key, "slug": slug, "version": turn.version, "switched": turn.switched, "document": document}
        await self._portals.replace({"_id": key}, row, upsert=True)
        await self._count()

    async def versions(self) -> dict[str, int]:
        """Give the version of every portal that is on, by slug."""
        rows = await self._portals.find(
            {"document": {"$ne": None}}, limit=MAX_PORTALS, fields={"slug": 1, "version": 1}
        )
        return {row["slug"]: row["version"] for row in rows}

    async def _count(self) -> None:
        await self._rules.update({"_id": self._tenant}, {"$inc": {"number": 1}}, upsert=True)

    def _id(self, name: str) -> str:
        return f"{self._tenant}/{name}"


def _read(module: str, definition: Mapping[str, object]) -> ModuleDefinition | None:
    """Read a definition; one that cannot be read is as good as none, and closes what needs it."""
    try:
        return parse_module(module, definition)
    except Invalid:
        return None
