"""Collection `sources`: when each backoffice was last heard; the time behind every page's freshness."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from chassis.mongo import tenant_index
from chassis.work import Work
from records.storage.kept import Kept

COLLECTION: Final = "sources"
INDEXES: Final = (tenant_index(COLLECTION, "source", unique=True),)
PRECISION: Final = timedelta(seconds=5)
"""Noted at most this often: every batch would make one hot document of it."""
MAX_KEPT: Final = 10_000
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
            change = {"$max": {"heard_at": now}, "$set": {"source": source}}
            await self._rows.update({"_id": f"{self._tenant}/{source}"}, change, upsert=True)
            self._noted.put((self._tenant, source), now)
