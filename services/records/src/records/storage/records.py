"""Collection `records`: one document a record, `_id` is its public id.

Each preset sort has its index with `audience` before the sort key: two arrays cannot be indexed together, and
merging hundreds of accounts would sort in memory.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from chassis.mongo import Index
from chassis.work import Work
from records.domain.sort_keys import PRESET_SORTS
from records.domain.standing import Standing
from records.ports import Order, Position, Query, Row

COLLECTION: Final = "records"
IDS_AT_ONCE: Final = 1_000
INDEXES: Final = tuple(
    Index(COLLECTION, (("tenant", 1), ("module", 1), ("audience", 1), (f"sort.{key}", 1), ("_id", 1)))
    for key in PRESET_SORTS
)
_HINTS: Final = {key: index.name for key, index in zip(PRESET_SORTS, INDEXES, strict=True)}


class MongoRecords:
    """The records of one tenant."""

    def __init__(self, work: Work) -> None:
        self._rows = work.collection(COLLECTION)

    async def standing(self, ids: Collection[str]) -> Mapping[str, Standing]:
        """Give how these records stand; those that are not there are left out."""
        if not ids:
            return {}
        fields = {"revision": 1, "source": 1, "deleted": 1, "accounts": 1}
        rows = await self._rows.find({"_id": {"$in": list(ids)}}, limit=len(ids), fields=fields)
        return {
            row["_id"]: Standing(row["revision"], row["source"], row["deleted"], tuple(row["accounts"])) for row in rows
        }

    async def put(self, rows: Sequence[Row]) -> None:
        """Keep each row in the place of the one with its id."""
        await self._rows.replace_each(rows)

    async def find(self, record_id: str, where: Query, fields: Query) -> Row | None:
        """Give one record by its public id where it also meets a policy's filter; `fields` is a projection."""
        return await self._rows.find_one({**where, "_id": record_id}, fields=fields)

    async def page(self, where: Query, fields: Query, order: Order, after: Position | None, limit: int) -> list[Row]:
        """Give the next rows behind a position, in order; each has its `sort` keys too.

        First the rest of the tie, then what lies beyond: two tight ranges of the index. In one query the planner
        walks the whole tie on each page, which is the whole list where a date is never given.
        """
        path, beyond = f"sort.{order.key}", "$lt" if order.descending else "$gt"
        if after is None:
            return await self._range(where, fields, order, {}, limit)
        rows = await self._range(where, fields, order, {path: after.key, "_id": {beyond: after.id}}, limit)
        if len(rows) < limit:
            rows += await self._range(where, fields, order, {path: {beyond: after.key}}, limit - len(rows))
        return rows

    async def _range(self, where: Query, fields: Query, order: Order, bound: Query, limit: int) -> list[Row]:
        path, way = f"sort.{order.key}", -1 if order.descending else 1
        found = await self._rows.find(
            {**where, **bound},
            limit=limit,
            fields={**fields, path: 1},
            sort=[(path, way), ("_id", way)],
            hint=_HINTS[order.key],
        )
        return list(found)

    async def among(self, ids: Collection[str], where: Query) -> set[str]:
        """Give those of the ids that meet a policy's filter."""
        wanted, found = list(ids), set[str]()
        for start in range(0, len(wanted), IDS_AT_ONCE):
            some = wanted[start : start + IDS_AT_ONCE]
            rows = await self._rows.find({**where, "_id": {"$in": some}}, limit=len(some), fields={"_id": 1})
            found |= {row["_id"] for row in rows}
        return found

    async def stamp(self, audiences: Sequence[tuple[Row, tuple[str, ...]]]) -> None:
        """Set the audience of each row, where the row is still of the revision that was read."""
        await self._rows.update_each(
            [
                ({"_id": row["_id"], "revision": row["revision"]}, {"$set": {"audience": list(audience)}})
                for row, audience in audiences
            ]
        )
