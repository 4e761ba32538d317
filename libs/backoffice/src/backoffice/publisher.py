"""Publishes events: confirmed, batched, bounded in flight, retried with the same ids while Portico is away or busy."""

import asyncio
import contextlib
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from backoffice.waiting import Pause, until_taken
from backoffice.wire import MAX_BATCH_BYTES, MAX_BATCH_EVENTS, Packed, Wire, pack
from contracts.envelope import CloudEvent
from contracts.problem import Problem


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of publishing. `give_up_after` is in seconds without any success of one batch."""

    batch_events: int = MAX_BATCH_EVENTS
    batch_bytes: int = MAX_BATCH_BYTES
    in_flight: int = 4
    give_up_after: float = 300.0


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one event: stored for good, or refused with a problem that names the place."""

    event: CloudEvent
    problem: Problem | None = None

    @property
    def accepted(self) -> bool:
        """Tell whether Portico has it."""
        return self.problem is None


class Publisher:
    """Publishes over a wire (`AmqpWire`, `HttpWire`). Use it as an async context; one for many calls."""

    def __init__(
        self, wire: Wire, limits: Limits | None = None, *, on_pause: Callable[[Pause], None] | None = None
    ) -> None:
        self._wire, self._limits, self._on_pause = wire, limits or Limits(), on_pause
        self._window = asyncio.Semaphore(self._limits.in_flight)

    async def __aenter__(self) -> Self:
        """Nothing is opened before there is something to say."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the connection."""
        await self._wire.close()

    async def publish(self, events: Iterable[CloudEvent]) -> list[Receipt]:
        """Publish all of these; gives a receipt for each, in their order, once every one is confirmed or refused.

        Raises UnreachableError when Portico stays away, DoorClosedError when it lets nobody in. Then some may have
        been stored: publish the same again, with the same ids, which does no harm.
        """
        batches = list(self._batches([pack(event) for event in events]))
        async with contextlib.AsyncExitStack() as stack:
            tasks = [asyncio.create_task(self._settle(batch)) for batch in batches]
            stack.push_async_callback(_end, tasks)
            return [receipt for task in tasks for receipt in await task]

    async def publish_all(self, events: Iterable[CloudEvent] | AsyncIterable[CloudEvent]) -> AsyncIterator[Receipt]:
        """Publish however many, read only as fast as they are stored; gives their receipts in order.

        What is read from a queue that never ends is better given to `publish` as it comes: this waits for full batches.
        """
        chunk: list[CloudEvent] = []
        async for event in _each(events):
            chunk.append(event)
            if len(chunk) >= self._limits.batch_events * self._limits.in_flight:
                for receipt in await self.publish(chunk):
                    yield receipt
                chunk = []
        for receipt in await self.publish(chunk):
            yield receipt

    def _batches(self, packed: Sequence[Packed]) -> Iterator[list[Packed]]:
        batch: list[Packed] = []
        size = 0
        for one in packed:
            if batch and (len(batch) >= self._limits.batch_events or size + len(one.body) > self._limits.batch_bytes):
                yield batch
                batch, size = [], 0
            batch.append(one)
            size += len(one.body) + 1
        if batch:
            yield batch

    async def _settle(self, batch: Sequence[Packed]) -> list[Receipt]:
        if len(batch) == 1 and len(batch[0].body) > self._limits.batch_bytes:
            detail = f"it has {len(batch[0].body)} bytes, more than the {self._limits.batch_bytes} that may go at once"
            return [Receipt(batch[0].event, Problem.of(413, "backoffice.too-large", "The event is too large", detail))]
        async with self._window:
            problems = await self._send(batch)
        return [Receipt(one.event, problem) for one, problem in zip(batch, problems, strict=True)]

    async def _send(self, batch: Sequence[Packed]) -> Sequence[Problem | None]:
        """Send until it is taken."""
        return await until_taken(lambda: self._wire.send(batch), self._limits.give_up_after, self._on_pause)


async def _each(events: Iterable[CloudEvent] | AsyncIterable[CloudEvent]) -> AsyncIterator[CloudEvent]:
    if isinstance(events, AsyncIterable):
        async for event in events:
            yield event
    else:
        for event in events:
            yield event


async def _end(tasks: Sequence[asyncio.Task[list[Receipt]]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
