"""One intake queue on a channel of its own: deliveries come in batches and are acknowledged by the batch.

Two batches are in hand at once, so that one is read while the other waits for the database; acknowledged in order.

Built on aiormq's deliveries, one small task each: aio-pika wraps every message twice more.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aio_pika.abc import AbstractConnection
from aiormq import Channel
from aiormq.abc import DeliveredMessage

from chassis.faults import crash_point
from chassis.publisher import CONFIRM_SECONDS
from records.ports import Delivery

COPIES: Final = frozenset({"CC", "BCC"})
LOOK_EVERY_SECONDS: Final = 1.0
LOOKS_BEFORE_ASKING: Final = 3
BATCHES_IN_HAND: Final = 2
STOP_SECONDS: Final = 2.5
"""What is in hand gets this long at a stop; the service lets go of its tasks after three seconds."""


class LineLostError(RuntimeError):
    """The channel closed, or the broker took the consumer away: what was not acknowledged comes again."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a batch, and how long it is waited for company; `prefetch` deliveries are on their way at most."""

    prefetch: int
    deliveries: int
    size: int
    gather: float


class Line:
    """Works off one queue; `take` gets each batch, and whatever it raises leaves the batch unacknowledged."""

    def __init__(self, queue: str, limits: Limits, take: Callable[[Sequence[Delivery]], Awaitable[None]]) -> None:
        self.queue, self._limits, self._take = queue, limits, take
        self._waiting: deque[Delivery] = deque()
        self._held = 0
        self._some, self._enough = asyncio.Event(), asyncio.Event()
        self._next, self._before = asyncio.Lock(), asyncio.Event()
        self._last_tag = self._in_hand = 0
        self._closing = False
        self.consuming = False

    @property
    def in_hand(self) -> bool:
        """Tell whether anything is being worked on."""
        return self._in_hand > 0

    @property
    def busy(self) -> bool:
        """Tell whether anything waits or is being worked on."""
        return self.in_hand or bool(self._waiting)

    async def run(self, connection: AbstractConnection) -> None:
        """Work until cancelled; then what is in hand is finished. Raises when the line is lost."""
        channel = await connection.channel(publisher_confirms=False)
        await channel.set_qos(prefetch_count=self._limits.prefetch)
        raw = await channel.get_underlay_channel()
        if not isinstance(raw, Channel):
            raise TypeError(f"aio-pika stands on {type(raw).__name__} now")
        self._begin_anew()
        tag = str((await raw.basic_consume(self.queue, self._put)).consumer_tag)
        working = asyncio.create_task(self._work(raw), name=f"intake {self.queue}")
        watching = asyncio.create_task(_watch(raw, self.queue, tag))
        self.consuming = True
        try:
            await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
            for done in (working, watching):
                if done.done():
                    done.result()
        except asyncio.CancelledError:
            await self._finish(raw, tag, working)
            raise
        finally:
            self.consuming = False
            working.cancel()
            watching.cancel()
            with contextlib.suppress(Exception):  # it may be closed already
                await channel.close()

    def _begin_anew(self) -> None:
        self._waiting.clear()
        self._some.clear()
        self._enough.clear()
        self._before = asyncio.Event()
        self._before.set()
        self._held = self._last_tag = self._in_hand = 0
        self._closing = False

    async def _put(self, message: DeliveredMessage) -> None:
        delivery = _delivery(message)
        self._waiting.append(delivery)
        self._held += len(delivery.body)
        self._some.set()
        if len(self._waiting) >= self._limits.deliveries or self._held >= self._limits.size:
            self._enough.set()

    async def _work(self, channel: Channel) -> None:
        """Work until nothing is left of a line that closes; what one batch fails on ends the others too."""
        hands = [asyncio.create_task(self._work_one_by_one(channel)) for _ in range(BATCHES_IN_HAND)]
        try:
            await asyncio.gather(*hands)
        finally:
            for hand in hands:
                hand.cancel()

    async def _work_one_by_one(self, channel: Channel) -> None:
        while True:
            async with self._next:
                batch = await self._batch()
                before, self._before = self._before, asyncio.Event()
                mine = self._before
            if not batch:
                return
            crash_point("intake.received")
            await self._take(batch)
            await before.wait()
            await self._acknowledge(channel, batch)
            mine.set()
            self._in_hand -= 1

    async def _batch(self) -> list[Delivery]:
        """Wait for the next batch; empty when the line is closing and nothing is left."""
        if not self._waiting and not self._closing:
            await self._some.wait()
        if not self._enough.is_set() and not self._closing:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._enough.wait(), self._limits.gather)
        batch: list[Delivery] = []
        size = 0
        while self._waiting and len(batch) < self._limits.deliveries and size < self._limits.size:
            delivery = self._waiting.popleft()
            size += len(delivery.body)
            batch.append(delivery)
        self._held -= size
        self._enough.clear()
        if not self._waiting and not self._closing:
            self._some.clear()
        self._in_hand += bool(batch)
        return batch

    async def _acknowledge(self, channel: Channel, batch: Sequence[Delivery]) -> None:
        """Acknowledge in two frames, so that dying between them can be tried; each stands for all before it."""
        if batch[0].tag != self._last_tag + 1 or batch[-1].tag != self._last_tag + len(batch):
            raise LineLostError("a gap in the deliveries: acknowledging up to here would skip some")
        self._last_tag = batch[-1].tag
        if len(batch) > 1:
            await channel.basic_ack(batch[len(batch) // 2 - 1].tag, multiple=True, wait=False)
            crash_point("intake.partly_acknowledged")
        await channel.basic_ack(batch[-1].tag, multiple=True)

    async def _finish(self, channel: Channel, tag: str, working: "asyncio.Task[None]") -> None:
        """Take no more, and work off what is here: returned deliveries would count against innocent messages."""
        with contextlib.suppress(Exception):  # a line that is lost returns everything by itself
            async with asyncio.timeout(STOP_SECONDS):
                await channel.basic_cancel(tag)
                self._closing = True
                self._some.set()
                self._enough.set()
                await working


async def _watch(channel: Channel, queue: str, tag: str) -> None:
    """Look whether the channel is open and the consumer still there, by our own knowledge and by the broker's."""
    while True:
        for _ in range(LOOKS_BEFORE_ASKING):
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            if channel.is_closed or tag not in channel.consumers:
                raise LineLostError("closed" if channel.is_closed else "consumer cancelled")
        declared = await channel.queue_declare(queue, passive=True, timeout=CONFIRM_SECONDS)
        if not declared.consumer_count:
            raise LineLostError("the queue knows no consumer")


def _delivery(message: DeliveredMessage) -> Delivery:
    delivery: Any = message.delivery
    properties = message.header.properties
    headers = properties.headers or {}
    return Delivery(
        tag=delivery.delivery_tag,
        key=delivery.routing_key,
        content_type=properties.content_type or "",
        copied=any(name in headers for name in COPIES),
        body=message.body,
    )
