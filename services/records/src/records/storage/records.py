"""Collection `records`: one document a record, `_id` is its public id.

Each preset sort has its index with `audience` before the sort key: two arrays cannot be indexed together, and
merging hundreds of accounts would sort in memory. Dates have a second one with the status before the key, so that the
few that are open are found among the many that are not. By when they came in, records are read newest first only. The
few that time makes appear or vanish have an index of their own, and so have those that name others as related.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from chassis.mongo import Index, tenant_index
from chassis.work import Work
from records.domain.sort_keys import CAME_IN, PRESET_SORTS
from records.domain.standing import Standing
from records.ports import Order, Position, Query, Row, Wanted

COLLECTION: Final = "records"
MAX_COUNTED: Final = 10_000_000
IDS_AT_ONCE: Final = 1_000
BY_STATUS: Final = ("issued_on", "due_on")
_AUDIENCE: Final = (("tenant", 1), ("module", 1), ("audience", 1))
_PLAIN: Final = {
    key: Index(COLLECTION, (*_AUDIENCE, (f"sort.{key}", 1), ("_id", 1))) for key in (*PRESET_SORTS, CAME_IN)
}
_STATUS: Final = {
    key: Index(COLLECTION, (*_AUDIENCE, ("values.status", 1), (f"sort.{key}", 1), ("_id", 1))) for key in BY_STATUS
}
_POINTING: Final = tenant_index(
    COLLECTION, "values.related.id", "sort.issued_on", "_id", partial={"values.related.id": {"$exists": True}}
)
_TURNING: Final = tenant_index(COLLECTION, "turns_at", partial={"turns_at": {"$type": "date"}})
_OF_TURNING: Final = ("module", "record_id", "revision", "accounts", "values.status", "visible_from", "visible_until")
INDEXES: Final = (*_PLAIN.values(), *_STATUS.values(), _POINTING, _TURNING)


class MongoRecords:
    """The records of one tenant."""

    def __init__(self, work: Work) -> None:
        self._rows = work.collection(COLLECTION)

    async def standing(self, ids: Collection[str]) -> Mapping[str, Standing]:
        """Give how these records stand; those that are not there are left out."""
        if not ids:
            return {}
        fields = {"revision": 1, "source": 1, "deleted": 1, "accounts": 1, "taken": 1}
        rows = await self._rows.find({"_id": {"$in": list(ids)}}, limit=len(ids), fields=fields)
        return {
            row["_id"]: Standing(
                row["revision"], row["source"], row["deleted"], tuple(row["accounts"]), row.get("taken", 0)
            )
            for row in rows
        }

    async def add(self, rows: Sequence[Row]) -> None:
        """Keep rows of ids that were not there: half the work of asking for each whether it is."""
        if rows:
            await self._rows.insert_many(rows)

    async def put(self, rows: Sequence[Row]) -> None:
        """Keep each row in the place of the one with its id."""
        await self._rows.replace_each(rows)

    async def whole(self, record_id: str) -> Row | None:
        """Give one by its public id as it is stored, seen by nobody's policy: for staff who ask about it."""
        return await self._rows.find_one({"_id": record_id})

    async def find(self, record_id: str, where: Query, fields: Query) -> Row | None:
        """Give one record by its public id where it also meets a policy's filter; `fields` is a projection."""
        return await self._rows.find_one({**where, "_id": record_id}, fields=fields)

    async def page(
        self, wanted: Wanted, order: Order, after: Position | None, limit: int, until: Position | None = None
    ) -> list[Row]:
        """Give the next rows of a preset order, behind one position and up to another; each has its sort key too.

        The rest of a tie is read apart from what lies beyond: tight ranges of the index. In one query the planner
        walks the whole tie on each page, which is the whole list where a date is never given.
        """
        where = _where(wanted)
        rows: list[Row] = []
        for bound in _ranges(order, after, until):
            if len(rows) < limit:
                rows += await self._range(wanted, order, where, bound, limit - len(rows))
        return rows

    async def _range(self, wanted: Wanted, order: Order, where: Query, bound: Query, limit: int) -> list[Row]:
        # In a tie the key is said already: told to sort by it too, the planner sorts what it would have read in order.
        sort = _sort(order)[1:] if "_id" in bound else _sort(order)
        found = await self._rows.find(
            {"$and": [part for part in (where, bound, _days(wanted, order)) if part]},
            limit=limit,
            fields={**wanted.fields, f"sort.{order.key}": 1},
            sort=sort,
            hint=_hint(wanted, order),
        )
        return list(found)

    async def first_accounts(self, module: str) -> tuple[str, ...]:
        """Give the accounts of one record of a module, those that come first by number; none where there is none."""
        where = {"module": module, "audience": {"$regex": "^a:"}}
        rows = await self._rows.find(where, limit=1, fields={"accounts": 1}, hint=_PLAIN["record_id"].name)
        return tuple(rows[0]["accounts"]) if rows else ()

    async def count(self, where: Query) -> int:
        """Count what meets a filter that the index of record ids answers alone: `module` and `audience`."""
        return await self._rows.count(where, limit=MAX_COUNTED, hint=_PLAIN["record_id"].name)

    async def stages(
        self, wanted: Wanted, order: Order, limit: int, until: Position | None = None
    ) -> Mapping[str, int]:
        """Count at most so many of what is wanted, up to a position of a preset order, by status."""
        found: Counter[str] = Counter()
        for bound in _ranges(order, None, until):
            where = {"$and": [part for part in (_where(wanted), bound) if part]}
            found.update(await self._rows.tally(where, "values.status", limit=limit, hint=_hint(wanted, order)))
        return found

    async def edge(self, wanted: Wanted, order: Order, after: Position | None, keys: int) -> Position | None:
        """Give where the next so many keys end, wanted or not, or None where there are not so many."""
        left = keys
        bounds = list(_ranges(order, after, None))
        for tie in bounds[:-1]:
            rest = await self._keys(wanted, order, tie, left)
            if len(rest) == left:
                return _position(rest[-1], order)
            left -= len(rest)
        found = await self._keys(wanted, order, bounds[-1], 1, left - 1)
        return _position(found[0], order) if found else None

    async def _keys(self, wanted: Wanted, order: Order, bound: Query, limit: int, skip: int = 0) -> list[Row]:
        """Give keys of whatever is in the audience, from the index alone."""
        path = f"sort.{order.key}"
        statuses: Query = {"values.status": {"$in": list(wanted.statuses)}} if wanted.statuses else {}
        parts = [{name: wanted.where[name] for name in ("module", "audience")}, statuses, bound, _days(wanted, order)]
        found = await self._rows.find(
            {"$and": [part for part in parts if part]},
            limit=limit,
            skip=skip,
            fields={path: 1},
            sort=_sort(order),
            hint=(_STATUS if wanted.statuses else _PLAIN)[order.key].name,
        )
        return list(found)

    async def some(self, ids: Collection[str], wanted: Wanted) -> list[Row]:
        """Give those of the ids that are wanted, in no order."""
        asked, where = list(ids), _where(wanted)
        found: list[Row] = []
        for start in range(0, len(asked), IDS_AT_ONCE):
            some = asked[start : start + IDS_AT_ONCE]
            found += await self._rows.find(
                {"$and": [{"_id": {"$in": some}}, where]}, limit=len(some), fields=wanted.fields
            )
        return found

    async def pointing(
        self, key: str, passing: Sequence[Query], fields: Query, but: Collection[str], limit: int
    ) -> list[Row]:
        """Give those that name this record among their related ones and meet one of the filters, the newest first."""
        where = {"values.related.id": key, "_id": {"$nin": list(but)}, "$or": list(passing)}
        newest = [("sort.issued_on", -1), ("_id", -1)]
        return list(await self._rows.find(where, limit=limit, fields=fields, sort=newest, hint=_POINTING.name))

    async def stamp(self, audiences: Sequence[tuple[Row, tuple[str, ...]]]) -> None:
        """Set the audience of each row, where the row is still of the revision that was read."""
        await self._rows.update_each(
            [
                ({"_id": row["_id"], "revision": row["revision"]}, {"$set": {"audience": list(audience)}})
                for row, audience in audiences
            ]
        )

    async def turning(self, now: datetime, limit: int) -> list[Row]:
        """Give records whose moment to appear or vanish has come, the earliest first."""
        found = await self._rows.find(
            {"turns_at": {"$type": "date", "$lte": now}},
            limit=limit,
            fields=dict.fromkeys((*_OF_TURNING, "turns_at"), 1),
            sort=[("turns_at", 1)],
            hint=_TURNING.name,
        )
        return list(found)

    async def turned(self, turns: Sequence[tuple[Row, datetime | None]]) -> None:
        """Set the next moment of each record, None where there is none."""
        await self._rows.update_each([({"_id": row["_id"]}, {"$set": {"turns_at": moment}}) for row, moment in turns])

    async def next_turn(self) -> datetime | None:
        """Give the earliest moment at which a record appears or vanishes, come or not; None where there is none."""
        first = await self._rows.find(
            {"turns_at": {"$type": "date"}},
            limit=1,
            fields={"turns_at": 1},
            sort=[("turns_at", 1)],
            hint=_TURNING.name,
        )
        return first[0]["turns_at"] if first else None


def _where(wanted: Wanted) -> Query:
    """Give the filter; words are letters and digits only, so that a pattern means nothing but its letters."""
    if not wanted.words:
        return wanted.where
    searches = [
        {"$or": [{f"words.{name}": {"$regex": f"^{word}"}} for name in wanted.searched]} for word in wanted.words
    ]
    return {"$and": [wanted.where, *searches]}


def _ranges(order: Order, after: Position | None, until: Position | None) -> Iterator[Query]:
    """Cut what lies behind one position and up to another into ranges that an index reads one after the other."""
    path = f"sort.{order.key}"
    beyond, before, up_to = ("$lt", "$gt", "$gte") if order.descending else ("$gt", "$lt", "$lte")
    after = after if after is not None and after.id else None
    if after is not None and until is not None and after.key == until.key:
        yield {path: after.key, "_id": {beyond: after.id, up_to: until.id}}
        return
    if after is not None:
        yield {path: after.key, "_id": {beyond: after.id}}
    between = ({} if after is None else {beyond: after.key}) | ({} if until is None else {before: until.key})
    yield {path: between} if between else {}
    if until is not None:
        yield {path: until.key, "_id": {up_to: until.id}}


def _days(wanted: Wanted, order: Order) -> Query:
    return {f"sort.{order.key}": wanted.days[order.key]} if order.key in wanted.days else {}


def _position(row: Row, order: Order) -> Position:
    return Position(row["sort"][order.key], row["_id"])


def _sort(order: Order) -> list[tuple[str, int]]:
    way = -1 if order.descending else 1
    return [(f"sort.{order.key}", way), ("_id", way)]


def _hint(wanted: Wanted, order: Order) -> str:
    index = _STATUS.get(order.key) if wanted.by_status else None
    return (index or _PLAIN[order.key]).name
