"""Collection `sources`: when each backoffice was last heard; the time behind every page's freshness."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from chassis.logs import get_logger
from chassis.mongo import tenant_index
from chassis.work import Work
from records.storage.kept import Kept

COLLECTION: Final = "sources"
INDEXES: Final = (tenant_index(COLLECTION, "source", unique=True),)
PRECISION: Final = timedelta(seconds=5)
"""Noted at most this often: every batch would make one hot document of it."""
MAX_SOURCES: Final = 200
"""Of one tenant; what comes beyond is taken in all the same, but not watched."""
MAX_KEPT: Final = 10_000
logger = get_logger()
NotedAt = Kept[tuple[str, str], datetime]


class MongoSources:
    """The sources of one tenant."""

    def __init__(self, work: Work, noted: NotedAt) -> None:
        self._tenant, self._rows, self._noted = work.tenant, work.collection(COLLECTION), noted

    async def heard(self, sources: Collection[str], now: datetime) -> None:
        """Note that these were heard; a few seconds' precision is enough."""
        for source in sources:
            before = self._noted.get((self._tenant, source))
            if before is not None and now - before < PRECISION:
                continue
            await self._note(source, now)
            self._noted.put((self._tenant, source), now)

    async def _note(self, source: str, now: datetime) -> None:
        this, change = {"_id": f"{self._tenant}/{source}"}, {"$max": {"heard_at": now}}
        if await self._rows.update(this, change):
            return
        if len(await self._rows.find({}, limit=MAX_SOURCES, fields={"_id": 1})) >= MAX_SOURCES:
            logger.warning("records.sources.too_many", tenant=self._tenant)
            return
        await self._rows.update(this, {**change, "$set": {"source": source}}, upsert=True)
