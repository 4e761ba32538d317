"""Collection `quarantine`: one document an event that was not taken in; the same event twice is one document."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from chassis.mongo import Document, Index, tenant_index
from chassis.work import Work
from records.domain.quarantine import (
    MAX_BYTES,
    MAX_KEPT_BYTES,
    MAX_ROWS,
    OF_THE_MODULE,
    About,
    Code,
    Quarantined,
    Reason,
    Sent,
)
from records.domain.refusal import Fault
from records.ports import Position

COLLECTION: Final = "quarantine"
INDEXES: Final = (
    Index(COLLECTION, (("tenant", 1), ("received_at", -1), ("_id", -1))),
    tenant_index(COLLECTION, "module", "_id"),
)


class MongoQuarantine:
    """The quarantine of one tenant."""

    def __init__(self, work: Work) -> None:
        self._rows = work.collection(COLLECTION)

    async def put(self, aside: Sequence[Quarantined]) -> None:
        """Keep each, in the place of what has its id."""
        await self._rows.replace_each([_row(one) for one in {one.id: one for one in aside}.values()])

    async def find(self, key: str) -> Quarantined | None:
        """Give one, or None."""
        row = await self._rows.find_one({"_id": key})
        return _quarantined(row) if row else None

    async def remove(self, key: str) -> bool:
        """Forget one; tells whether it was there."""
        return await self._rows.delete({"_id": key})

    async def newest(self, before: Position | None, limit: int) -> list[Quarantined]:
        """Give the newest first, from behind a position whose key is a time in RFC 3339."""
        where: Document = {}
        if before is not None:
            at = datetime.fromisoformat(before.key)
            where = {"received_at": {"$lte": at}, "$or": [{"received_at": {"$lt": at}}, {"_id": {"$lt": before.id}}]}
        rows = await self._rows.find(where, limit=limit, sort=[("received_at", -1), ("_id", -1)])
        return [_quarantined(row) for row in rows]

    async def of_module(self, module: str, after: str, limit: int) -> list[Quarantined]:
        """Give, by id, what a new definition of the module may let in, from behind the id `after`."""
        codes = [code.value for code in OF_THE_MODULE]
        where = {"module": module, "_id": {"$gt": after}, "code": {"$in": codes}}
        return [_quarantined(row) for row in await self._rows.find(where, limit=limit, sort=[("_id", 1)])]

    async def trim(self) -> int:
        """Let the oldest go where there is too much; tells how many."""
        rows = await self._rows.find(
            {}, limit=MAX_ROWS + 1, fields={"size": 1, "received_at": 1}, sort=[("received_at", -1), ("_id", -1)]
        )
        held = 0
        for kept, row in enumerate(rows):
            held += row["size"]
            if kept >= MAX_ROWS or held > MAX_BYTES:
                older = [{"received_at": {"$lt": row["received_at"]}}, {"_id": {"$lte": row["_id"]}}]
                return await self._rows.delete_many({"received_at": {"$lte": row["received_at"]}, "$or": older})
        return 0


def _row(one: Quarantined) -> Document:
    body = one.sent.body[:MAX_KEPT_BYTES]
    return {
        "_id": one.id,
        "received_at": one.sent.received_at,
        "source": one.about.source,
        "event_id": one.about.event_id,
        "type": one.about.type,
        "module": one.about.module,
        "code": one.reason.code.value,
        "detail": one.reason.detail,
        "errors": [
            {"pointer": fault.pointer, "code": fault.code, "detail": fault.detail} for fault in one.reason.faults
        ],
        "body": body,
        "size": len(body),
        "cut": one.sent.cut or len(body) < len(one.sent.body),
        "content_type": one.sent.content_type,
        "copied": one.sent.copied,
        "quiet": one.sent.quiet,
    }


def _quarantined(row: Document) -> Quarantined:
    faults = tuple(Fault(error["pointer"], error["code"], error["detail"]) for error in row["errors"])
    sent = Sent(
        bytes(row["body"]),
        row["content_type"],
        row["received_at"],
        copied=row["copied"],
        quiet=row["quiet"],
        cut=row["cut"],
    )
    about = About(row["source"], row["event_id"], row["type"], row["module"])
    return Quarantined(row["_id"], sent, Reason(Code(row["code"]), row["detail"], faults), about)
