"""All intake queues on one connection of their own; backfill moves only while live intake is idle."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

import aio_pika
from aio_pika.abc import AbstractConnection
from aio_pika.exceptions import AMQPError

from chassis.logs import get_logger
from chassis.publisher import CONFIRM_SECONDS, HEARTBEAT_SECONDS
from records.gateways.line import Limits, Line, LineLostError
from records.ports import Delivery

AGAIN_SECONDS: Final = 0.5
IDLE_SECONDS: Final = 0.1
"""Live intake is idle when nothing has been in hand for so long."""
YIELD_SECONDS: Final = 30.0
"""A batch of backfill waits for live intake no longer than this: it is slow then, but it never stands still."""
LOOK_EVERY_SECONDS: Final = 0.02

Take = Callable[[str, Sequence[Delivery]], Awaitable[None]]
logger = get_logger()


class Lines:
    """Works off the intake queues; `take` gets a queue's name and a batch of its deliveries."""

    def __init__(self, url: str, limits: Limits, live: Sequence[str], backfill: str, take: Take) -> None:
        self._url, self._take = url, take
        self._live = [Line(queue, limits, self._taker(queue)) for queue in live]
        self._backfill = Line(backfill, limits, self._when_idle(self._taker(backfill)))
        self._busy_at = 0.0

    @property
    def consuming(self) -> bool:
        """Tell whether every queue has our consumer."""
        return all(line.consuming for line in (*self._live, self._backfill))

    async def run(self) -> None:
        """Work until cancelled; whatever breaks is begun anew, and what was in hand comes again."""
        while True:
            try:
                connection = await aio_pika.connect(
                    self._url, heartbeat=HEARTBEAT_SECONDS, timeout=CONFIRM_SECONDS,
                    client_properties={"connection_name": "records intake"},
                )  # fmt: skip
                async with connection:
                    await self._work(connection)
            except (AMQPError, OSError, TimeoutError, RuntimeError) as error:
                logger.warning("records.intake.lost", reason=type(error).__name__, detail=str(error)[:200])
            await asyncio.sleep(AGAIN_SECONDS)

    async def _work(self, connection: AbstractConnection) -> None:
        """Work on all lines until one is lost; the others finish what is in hand, and all begin anew together."""
        working = [asyncio.create_task(line.run(connection)) for line in (*self._live, self._backfill)]
        try:
            await asyncio.wait(working, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in working:
                task.cancel()
            await asyncio.wait(working)
        for task in working:
            if not task.cancelled() and (error := task.exception()) is not None:
                raise LineLostError(f"{type(error).__name__}: {error}") from error

    def _taker(self, queue: str) -> Callable[[Sequence[Delivery]], Awaitable[None]]:
        async def take(batch: Sequence[Delivery]) -> None:
            await self._take(queue, batch)

        return take

    def _when_idle(
        self, take: Callable[[Sequence[Delivery]], Awaitable[None]]
    ) -> Callable[[Sequence[Delivery]], Awaitable[None]]:
        async def wait_and_take(batch: Sequence[Delivery]) -> None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(YIELD_SECONDS):
                    while not self._idle():  # noqa: ASYNC110  idle is the absence of news for a while
                        await asyncio.sleep(LOOK_EVERY_SECONDS)
            await take(batch)

        return wait_and_take

    def _idle(self) -> bool:
        now = time.monotonic()
        if any(line.busy for line in self._live):
            self._busy_at = now
        return now - self._busy_at >= IDLE_SECONDS
