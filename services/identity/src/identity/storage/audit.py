"""The audit trail: rows are added and read, nothing else. By time, and by actor, action or subject and time."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from chassis.mongo import Document, tenant_index
from chassis.work import Work
from identity.domain.audit import ChainedEntry, Head
from identity.domain.audit_query import AuditQuery, Position
from identity.storage.audit_heads import MongoAuditHead

COLLECTION: Final = "audit"
INDEXES = (
    tenant_index(COLLECTION, "n", unique=True),
    tenant_index(COLLECTION, "entry.at", "n"),
    tenant_index(COLLECTION, "entry.actor.id", "entry.at", "n"),
    tenant_index(COLLECTION, "entry.action", "entry.at", "n"),
    tenant_index(COLLECTION, "entry.subjects.id", "entry.at", "n"),
)
FIELDS: Final = {"_id", "tenant", "n", "entry", "hash"}


class MongoAudit:
    """One tenant's entries."""

    def __init__(self, work: Work) -> None:
        self._rows, self._head = work.collection(COLLECTION), MongoAuditHead(work)

    async def head(self) -> Head:
        """Tell where the chain stands; before the first entry, the beginning."""
        return await self._head.get()

    async def append(self, after: Head, chained: ChainedEntry) -> None:
        """Add the next entry. Raises what `MongoAuditHead.move` raises where somebody else was faster."""
        await self._head.move(after, chained.head)
        await self._rows.insert({"n": chained.n, "entry": chained.entry, "hash": chained.hash})

    async def after(self, n: int, limit: int) -> Sequence[ChainedEntry]:
        """Give entries in the order of the chain."""
        rows = await self._rows.find({"n": {"$gt": n}}, limit=limit, sort=[("n", 1)])
        return [_chained(row) for row in rows]

    async def newest(self, query: AuditQuery, before: Position | None, limit: int) -> Sequence[ChainedEntry]:
        """Give entries by time, newest first, by one of what the query names: at most `limit` are looked at."""
        where = {**_by_one(query), **_within(query, before)}
        rows = await self._rows.find(where, limit=limit, sort=[("entry.at", -1), ("n", -1)])
        return [_chained(row) for row in rows]


def _by_one(query: AuditQuery) -> Mapping[str, str]:
    """Give what an index finds; the subject first, since it narrows most."""
    wanted = {"entry.subjects.id": query.subject, "entry.actor.id": query.actor, "entry.action": query.action}
    return dict([(place, value) for place, value in wanted.items() if value is not None][:1])


def _within(query: AuditQuery, before: Position | None) -> Mapping[str, Any]:
    times = {"$gte": query.since} if query.since else {}
    if before is not None:
        older = [{"entry.at": {"$lt": before.at}}, {"n": {"$lt": before.n}}]
        return {"entry.at": {**times, "$lte": before.at}, "$or": older}
    if query.until:
        times["$lt"] = query.until
    return {"entry.at": times} if times else {}


def _chained(row: Document) -> ChainedEntry:
    """Read a row. Fields that are not ours become part of the entry, so that its hash does not fit."""
    strange = {name: value for name, value in row.items() if name not in FIELDS}
    return ChainedEntry(row["n"], {**row["entry"], **strange}, row["hash"])
