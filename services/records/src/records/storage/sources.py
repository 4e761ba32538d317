"""Collection `sources`: when each backoffice was last heard; the time behind every page's freshness.

Each has its turn in the list of due work, so that one replica looks at it when its silence may be news.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from pymongo.errors import DuplicateKeyError

from chassis import due
from chassis.logs import get_logger
from chassis.mongo import Document, tenant_index
from chassis.work import Work
from records.domain.due import name_of_source
from records.domain.public_id import source_key
from records.domain.source import Source
from records.storage.kept import Kept

COLLECTION: Final = "sources"
SILENT: Final = {"silent_since": {"$type": "date"}}
INDEXES: Final = (
    tenant_index(COLLECTION, "source", unique=True),
    tenant_index(COLLECTION, "silent_since", partial=SILENT),
)
PRECISION: Final = timedelta(seconds=5)
"""Noted at most this often: every batch would make one hot document of it."""
AS_KNOWN: Final = timedelta(seconds=1)
"""What pages are told was read at most this long ago."""
MAX_SOURCES: Final = 200
"""Of one tenant; what comes beyond is taken in all the same, but not watched."""
MAX_MODULES: Final = 200
"""Of one source, and once a batch's more; what it says of others counts for no page's freshness."""
MAX_KEPT: Final = 10_000
MAX_TENANTS: Final = 500
logger = get_logger()


@dataclass(slots=True)
class Memory:
    """What a replica remembers: when it noted a source and what that had said, and what it read of a tenant's."""

    noted: Kept[tuple[str, str], tuple[datetime, frozenset[str]]] = field(default_factory=lambda: Kept(MAX_KEPT))
    known: Kept[str, tuple[datetime, Sequence[Source]]] = field(default_factory=lambda: Kept(MAX_TENANTS))


class MongoSources:
    """The sources of one tenant. One not heard of before is looked at after `usual`."""

    def __init__(self, work: Work, memory: Memory, usual: timedelta) -> None:
        self._work, self._rows = work, work.collection(COLLECTION)
        self._tenant, self._memory, self._usual = work.tenant, memory, usual

    async def heard(self, said: Mapping[str, Collection[str]], now: datetime) -> None:
        """Note which sources were heard, each with the modules of its records; a few seconds' precision is enough."""
        for source, modules in said.items():
            at, before = self._memory.noted.get((self._tenant, source)) or (None, frozenset[str]())
            if at is not None and now - at < PRECISION and before.issuperset(modules):
                continue
            await self._note(source, frozenset(modules) - before, now)
            all_of_it = frozenset(sorted(before.union(modules))[:MAX_MODULES])
            self._memory.noted.put((self._tenant, source), (now, all_of_it))

    async def _note(self, source: str, modules: Collection[str], now: datetime) -> None:
        this, change = {"_id": f"{self._tenant}/{source}"}, {"$max": {"heard_at": now}}
        if not await self._rows.update(this, change):
            if len(await self._rows.find({}, limit=MAX_SOURCES, fields={"_id": 1})) >= MAX_SOURCES:
                logger.warning("records.sources.too_many", tenant=self._tenant)
                return
            await self._put_down(source, now)
            await self._rows.update(this, {**change, "$set": {"source": source}}, upsert=True)
        if modules:
            room = {**this, f"modules.{MAX_MODULES - 1}": {"$exists": False}}
            await self._rows.update(room, {"$addToSet": {"modules": {"$each": sorted(modules)[:MAX_MODULES]}}})

    async def _put_down(self, source: str, now: datetime) -> None:
        """Give it its turn; before the source itself, since one without a turn would never be missed."""
        try:
            await due.put_down(self._work, name_of_source(source_key(self._tenant, source)), now + self._usual)
        except DuplicateKeyError:
            return  # another replica, or this one before it died

    async def known(self, now: datetime) -> Sequence[Source]:
        """Give every source by name, as of a second ago at most."""
        kept = self._memory.known.get(self._tenant)
        if kept is None or not timedelta() <= now - kept[0] < AS_KNOWN:
            kept = now, await self.all()
            self._memory.known.put(self._tenant, kept)
        return kept[1]

    async def all(self) -> Sequence[Source]:
        """Give every source by name."""
        rows = await self._rows.find({}, limit=MAX_SOURCES, sort=[("source", 1)])
        return [_source(self._tenant, row) for row in rows]

    async def find(self, key: str) -> Source | None:
        """Give the source of an id, or None."""
        return next((one for one in await self.all() if one.id == key), None)

    async def expect(self, source: Source, every: timedelta | None, *, watched: bool, now: datetime) -> None:
        """Set how often a source is to be heard, and have it looked at now."""
        seconds = None if every is None else int(every.total_seconds())
        await self._rows.update(self._this(source), {"$set": {"expected_every": seconds, "watched": watched}})
        await due.bring_forward(self._work, name_of_source(source.id), now)
        self._memory.known.drop(self._tenant)

    async def fell_silent(self, source: Source, since: datetime | None) -> None:
        """Note that an incident began, or with None that it is over."""
        await self._rows.update(self._this(source), {"$set": {"silent_since": since}})

    def _this(self, source: Source) -> Document:
        return {"_id": f"{self._tenant}/{source.name}"}


def _source(tenant: str, row: Document) -> Source:
    every = row.get("expected_every")
    return Source(
        id=source_key(tenant, row["source"]),
        name=row["source"],
        heard_at=row["heard_at"],
        modules=frozenset(row.get("modules", ())),
        expected_every=None if every is None else timedelta(seconds=every),
        watched=row.get("watched", True),
        silent_since=row.get("silent_since"),
    )
