"""Collections `feed` and `feed_heads`: a tenant's public events by number, and the number of its newest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from chassis.mongo import Index, tenant_index
from chassis.work import Work
from notifications.domain.feed import Numbered

COLLECTION: Final = "feed"
HEADS: Final = "feed_heads"
KEPT_SECONDS: Final = 90 * 24 * 3600
INDEXES: Final = (
    tenant_index(COLLECTION, "n", unique=True),
    Index(COLLECTION, (("at", 1),), expire_after=KEPT_SECONDS),
)


class MongoFeed:
    """One tenant's feed. Whoever adds holds its head until the commit: no number is seen before a smaller one."""

    def __init__(self, work: Work) -> None:
        self._rows, self._heads, self._id = work.collection(COLLECTION), work.collection(HEADS), work.tenant

    async def head(self) -> int:
        """Give the number of the newest event; 0 before the first."""
        row = await self._heads.find_one({"_id": self._id})
        return row["n"] if row else 0

    async def add(self, event: Numbered, at: datetime) -> None:
        """Add the event behind the head.

        Raises what makes the transaction run again, or pymongo's DuplicateKeyError, where somebody else was faster.
        """
        await self._heads.replace({"_id": self._id, "n": event.n - 1}, {"_id": self._id, "n": event.n}, upsert=True)
        await self._rows.insert({"_id": f"{self._id}/{event.n}", "n": event.n, "event": event.body, "at": at})

    async def after(self, n: int, limit: int) -> Sequence[Numbered]:
        """Give at most `limit` events behind a number, oldest first."""
        rows = await self._rows.find({"n": {"$gt": n}}, limit=limit, sort=[("n", 1)])
        return [Numbered(row["n"], bytes(row["event"])) for row in rows]
