"""Work that is due at a time: put down in the transaction that asks for it, taken in turns by whoever is free.

For effects outside any transaction (a mail, a gateway): the turn is a lease, so a replica that dies gives its work back
when the lease is over. Like the outbox, the list is worked on across tenants; what it points at is not. A service whose
work is of two kinds, short and long, has two lists, so that neither waits for the other.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from chassis.ids import new_id
from chassis.logs import get_logger
from chassis.mongo import Database, Document, Index
from chassis.tracing import current
from chassis.work import Work

COLLECTION: Final = "due"
AFTER_FAILURE_SECONDS: Final = 1.0
FINISH_SECONDS: Final = 2.5
logger = get_logger()


def indexes_of(of: str) -> tuple[Index, ...]:
    """Give the indexes of a list."""
    return (Index(of, (("at", 1),)),)


INDEXES: Final = indexes_of(COLLECTION)
"""Those of the one list that most services have."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn at a piece of work. `tries` counts the turns it has had, this one included.

    `traceparent` is the context in which it was put down, "" where there was none. `of` is the list that it is on.
    """

    tenant: str
    id: str
    tries: int
    lease: str
    traceparent: str = ""
    of: str = COLLECTION


async def put_down(work: Work, name: str, at: datetime, *, of: str = COLLECTION) -> None:
    """Let something be done at this time, by its name within the tenant. Raises pymongo's DuplicateKeyError."""
    row = {"_id": _key(work, name), "id": name, "at": at, "tries": 0, "lease": "", "traceparent": current()}
    await work.collection(of).insert(row)


async def bring_forward(work: Work, name: str, at: datetime) -> None:
    """Let something be done by this time at the latest, whether it was put down already or not.

    It writes always, so that a turn that ends at the same moment conflicts with it and cannot overlook it.
    """
    new = {"id": name, "tries": 0, "lease": "", "traceparent": current()}
    change = {"$min": {"at": at}, "$setOnInsert": new, "$inc": {"asked": 1}}
    await work.collection(COLLECTION).update({"_id": _key(work, name)}, change, upsert=True)


async def put_off(work: Work, turn: Turn, until: datetime) -> bool:
    """Give a turn back until then; tells whether it was still ours."""
    where = {"_id": _key(work, turn.id), "lease": turn.lease}
    return await work.collection(turn.of).update(where, {"$set": {"at": until, "lease": ""}})


async def hold(work: Work, turn: Turn, until: datetime) -> bool:
    """Keep a turn until then, where it takes longer than its lease; tells whether it was still ours."""
    where = {"_id": _key(work, turn.id), "lease": turn.lease}
    return await work.collection(turn.of).update(where, {"$set": {"at": until}})


async def strike_off(work: Work, turn: Turn) -> bool:
    """Note that nothing is left to do; tells whether the turn was still ours, else it is left to whose it is."""
    return await work.collection(turn.of).delete({"_id": _key(work, turn.id), "lease": turn.lease})


def _key(work: Work, name: str) -> str:
    return f"{work.tenant}/{name}"


class DueList:
    """The due work of one service. `lease` is longer than a turn may take; `now` gives the time in UTC."""

    def __init__(
        self,
        database: Database,
        lease: timedelta,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        of: str = COLLECTION,
    ) -> None:
        self._rows, self._of, self._lease, self._now = database.raw[of], of, lease, now

    async def take_turn(self) -> Turn | None:
        """Take what has been due the longest; nobody else gets it before the lease is over. None: nothing is due."""
        now = self._now()
        row: Document | None = await self._rows.find_one_and_update(
            {"at": {"$lte": now}},
            {"$set": {"at": now + self._lease, "lease": new_id()}, "$inc": {"tries": 1}},
            sort=[("at", 1)],
            return_document=True,
        )
        if row is None:
            return None
        return Turn(row["tenant"], row["id"], row["tries"], row["lease"], row.get("traceparent", ""), self._of)

    async def waiting(self) -> float:
        """Count what is on the list, due or not yet."""
        return float(await self._rows.estimated_document_count())

    async def work_off(self, do: Callable[[Turn], Awaitable[None]], *, workers: int, idle: float) -> None:
        """Do what is due until cancelled, so many at once; `idle` are the seconds between looks at an idle list.

        One of them looks for all; who finds something leaves the looking to the next. What is being done when it is
        cancelled gets `FINISH_SECONDS` more: broken off, it would be done twice.
        """
        looking = asyncio.Lock()
        async with asyncio.TaskGroup() as group:
            for _ in range(workers):
                group.create_task(self._work(do, idle, looking))

    async def _work(self, do: Callable[[Turn], Awaitable[None]], idle: float, looking: asyncio.Lock) -> None:
        while True:
            try:
                turn = await self._look(idle, looking)
                if turn is not None:
                    await _to_its_end(asyncio.ensure_future(do(turn)))
            except Exception:
                # The boundary: what went wrong in an unforeseen way comes again after its lease; the rest goes on.
                logger.exception("due.failed")
                await asyncio.sleep(AFTER_FAILURE_SECONDS)

    async def _look(self, idle: float, looking: asyncio.Lock) -> Turn | None:
        """Look for all; who finds nothing keeps the others waiting too."""
        async with looking:
            turn = await self.take_turn()
            if turn is None:
                await asyncio.sleep(idle)
            return turn


async def _to_its_end(doing: asyncio.Future[None]) -> None:
    try:
        await asyncio.shield(doing)
    except asyncio.CancelledError:
        await asyncio.wait({doing}, timeout=FINISH_SECONDS)
        doing.cancel()
        raise
