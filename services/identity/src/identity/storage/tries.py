"""What was tried how often. `_id` is `<tenant>/<keyed hash>`; rows go when all of it is forgotten."""

from collections.abc import Iterable, Mapping

from chassis.mongo import Document, Index
from chassis.work import Work
from identity.domain.tries import Counted

COLLECTION = "tries"
MAX_AT_ONCE = 1_000
# MongoDB expires by an index of one field only.
INDEXES = (Index(COLLECTION, (("forgotten_at", 1),), expire_after=0),)


class MongoTries:
    """One tenant's counts."""

    def __init__(self, work: Work) -> None:
        self._rows, self._tenant = work.collection(COLLECTION), work.tenant

    async def find(self, names: Iterable[str]) -> Mapping[str, Counted]:
        """Give what is counted under these names, by name."""
        where = {"_id": {"$in": [self._key(name) for name in names]}}
        rows = await self._rows.find(where, limit=MAX_AT_ONCE)
        return {row["_id"].removeprefix(f"{self._tenant}/"): _counted(row) for row in rows}

    async def put(self, counts: Mapping[str, Counted]) -> None:
        """Keep these in the place of what was counted before."""
        await self._rows.replace_each(
            [
                {
                    "_id": self._key(name),
                    "count": counted.count,
                    "blocked_until": counted.blocked_until,
                    "forgotten_at": counted.forgotten_at,
                }
                for name, counted in counts.items()
            ]
        )

    async def forget(self, names: Iterable[str]) -> None:
        """Forget what was counted under these names."""
        await self._rows.delete_many({"_id": {"$in": [self._key(name) for name in names]}})

    def _key(self, name: str) -> str:
        return f"{self._tenant}/{name}"


def _counted(row: Document) -> Counted:
    return Counted(row["count"], row["blocked_until"], row["forgotten_at"])
