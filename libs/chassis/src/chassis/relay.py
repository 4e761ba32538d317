"""Publishes what the outbox holds, in the order it was written, and marks a row only after the broker's confirm.

One relay at a time works on a service's outbox: whoever holds the lease. Others wait for it to lapse.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from opentelemetry.trace import SpanKind
from pymongo.errors import DuplicateKeyError, PyMongoError

from chassis import outbox
from chassis.event_batch import Packed, packed
from chassis.faults import crash_point
from chassis.ids import new_id
from chassis.logs import get_logger
from chassis.measures import PUBLISHED, RELAY_LEASE
from chassis.mongo import Database, Document
from chassis.publisher import NotPublishedError, Publisher
from chassis.tracing import TENANT, begun

LEASE_SECONDS: Final = 3.0
LEASES: Final = "leases"
ROWS_AT_ONCE: Final = 50
IN_FLIGHT: Final = 200
AFTER_FAILURE_SECONDS: Final = 1.0
FINISH_SECONDS: Final = 5.0
CaughtUp = Callable[[datetime], Awaitable[None]]
logger = get_logger()


class Relay:
    """The relay of one replica. `caught_up` runs after each look that left nothing unpublished, with its time."""

    def __init__(self, database: Database, publisher: Publisher, *, idle: float) -> None:
        self._database, self._publisher, self._idle = database, publisher, idle
        self._me = new_id()
        self._work_there = asyncio.Event()
        self._leased_until = 0.0
        self.caught_up: CaughtUp | None = None
        RELAY_LEASE.show(lambda: float(time.monotonic() < self._leased_until))

    def wake(self) -> None:
        """Look at once: something was committed."""
        self._work_there.set()

    async def run(self) -> None:
        """Relay until cancelled; a broker or database that is away is waited for."""
        while True:
            try:
                busy = await self._hold_lease() and await self._relay_some()
            except (NotPublishedError, PyMongoError) as error:
                logger.warning("outbox.relay.failed", reason=str(error)[:200], kind=type(error).__name__)
                await asyncio.sleep(AFTER_FAILURE_SECONDS)
                continue
            if not busy:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._work_there.wait(), self._idle)
            self._work_there.clear()

    async def finish(self) -> None:
        """Publish what is left as far as it goes in a moment, and give the lease back so that others go on at once."""
        with contextlib.suppress(NotPublishedError, PyMongoError, TimeoutError):
            async with asyncio.timeout(FINISH_SECONDS):
                while await self._hold_lease() and await self._relay_some():
                    pass
        with contextlib.suppress(PyMongoError):
            await self._database.raw[LEASES].delete_one({"_id": "outbox", "holder": self._me})

    async def _hold_lease(self) -> bool:
        """Take or renew the lease; renewed at a third of its life, so that a pause does not cost it."""
        now = asyncio.get_running_loop().time()
        if now < self._leased_until - LEASE_SECONDS * 2 / 3:
            return True
        wall = datetime.now(UTC)
        free = {"_id": "outbox", "$or": [{"holder": self._me}, {"until": {"$lt": wall}}]}
        mine = {"$set": {"holder": self._me, "until": wall + timedelta(seconds=LEASE_SECONDS)}}
        try:
            await self._database.raw[LEASES].update_one(free, mine, upsert=True)
        except DuplicateKeyError:
            self._leased_until = 0.0
            return False
        self._leased_until = now + LEASE_SECONDS
        return True

    async def _relay_some(self) -> bool:
        """Publish a handful of rows; tells whether there may be more."""
        looked_at = datetime.now(UTC)
        cursor = self._database.raw[outbox.COLLECTION].find({"pending": True}).sort("_id", 1).limit(ROWS_AT_ONCE)
        rows: list[Document] = await cursor.to_list(length=ROWS_AT_ONCE)
        if rows:
            crash_point("outbox.before_publish")
            sent, failure = await self._publish_traced(rows)
            crash_point("outbox.after_publish")
            done = {"$set": {"published_at": datetime.now(UTC)}, "$unset": {"pending": ""}}
            await self._database.raw[outbox.COLLECTION].update_many({"_id": {"$in": sent}}, done)
            if failure is not None:
                raise failure
        if len(rows) < ROWS_AT_ONCE and self.caught_up is not None:
            await self.caught_up(looked_at)
        return len(rows) == ROWS_AT_ONCE

    async def _publish_traced(self, rows: list[Document]) -> tuple[list[str], BaseException | None]:
        """Publish, with a span for each row in the trace that it was written in."""
        spans = {
            row["_id"]: begun("outbox publish", SpanKind.PRODUCER, row.get("traceparent", ""), {TENANT: row["tenant"]})
            for row in rows
        }
        sent, failure = await self._publish(rows)
        PUBLISHED.add(sum(len(row["messages"]) for row in rows if row["_id"] in sent))
        for row_id, one in spans.items():
            if one is not None:
                one.end(None if row_id in sent else failure)
        return sent, failure

    async def _publish(self, rows: list[Document]) -> tuple[list[str], BaseException | None]:
        """Publish until something fails; gives the ids of rows wholly confirmed, so that only the others go again."""
        left = {row["_id"]: len(row["messages"]) for row in rows}
        messages = [(row["_id"], message) for row in rows for message in packed(row["messages"])]
        failure: BaseException | None = None
        for start in range(0, len(messages), IN_FLIGHT):
            window = messages[start : start + IN_FLIGHT]
            sending = (self._publish_one(message) for _, message in window)
            outcomes = await asyncio.gather(*sending, return_exceptions=True)
            for (row_id, message), outcome in zip(window, outcomes, strict=True):
                left[row_id] -= 0 if isinstance(outcome, BaseException) else message.count
            failure = next((outcome for outcome in outcomes if isinstance(outcome, BaseException)), None)
            if failure is not None:
                break
        return [row_id for row_id, unsent in left.items() if not unsent], failure

    async def _publish_one(self, message: Packed) -> None:
        await self._publisher.publish(
            message.exchange,
            message.key,
            message.body,
            message_id=message.id,
            kind=message.type,
            content_type=message.content_type,
        )
