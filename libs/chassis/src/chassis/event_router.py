"""Doors for events: decode, remember in the inbox, run the handler in one transaction, then acknowledge.

What may pass climbs the shared delay queues and ends in the dead letters; what won't goes there at once; when the whole
database is away the message waits in hand and no attempt is burnt.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final, Generic, TypeVar

import structlog
from faststream.rabbit import RabbitMessage
from opentelemetry.trace import SpanKind
from pydantic import ValidationError

from chassis.event_batch import Unpacked, unpacked
from chassis.faults import crash_point
from chassis.inbox import AlreadyHandledError, remember
from chassis.logs import get_logger
from chassis.measures import DEAD, DELAYED, DUPLICATE, EVENTS, HANDLED, RETURNED
from chassis.mongo import Database
from chassis.problems import Refusal, is_away
from chassis.publisher import NotPublishedError, Publisher
from chassis.tracing import OUTCOME, TENANT, Step, span
from chassis.work import Transactor, Work
from contracts.envelope import CloudEvent
from contracts.message import Event, Message
from contracts.topology import RETRY_DELAYS, dead_name

U = TypeVar("U")
E = TypeVar("E", bound=Event)
Whole = Callable[[CloudEvent, U], Awaitable[None]]
Read = tuple[CloudEvent, Message, Callable[[Any, Any], Awaitable[None]]]
"""An event that was understood, and what handles it."""
ATTEMPT_HEADER: Final = "x-attempt"
REASON_HEADER: Final = "x-reason"
logger = get_logger()


def attempts_before(headers: Mapping[str, Any]) -> int:
    """Read how often a message has failed; a header that is no number counts as none."""
    told = str(headers.get(ATTEMPT_HEADER, 0))
    return int(told) if told.isascii() and told.isdigit() else 0


class UnreadableEventError(Exception):
    """An event that will never be understood, however often it comes."""


class EventRouter(Generic[U]):
    """The doors of one consumer, i.e. of one queue; `U` is the service's use cases.

    `guarded` handlers are projections that a revision or version guards: they need no inbox row. Those `in_turn` take
    one message after the other, in each replica: for what is numbered, where all would write the same row.
    """

    def __init__(self, queue: str, *, guarded: bool = False, in_turn: bool = False) -> None:
        self.queue, self.guarded, self.in_turn = queue, guarded, in_turn
        self.handlers: dict[str, tuple[type[Message], Callable[[Any, U], Awaitable[None]]]] = {}

    def on(self, event: type[E]) -> Callable[[Callable[[E, U], Awaitable[None]]], Callable[[E, U], Awaitable[None]]]:
        """Handle this event type."""

        def register(handler: Callable[[E, U], Awaitable[None]]) -> Callable[[E, U], Awaitable[None]]:
            self.handlers[event.NAME] = (event, handler)
            return handler

        return register

    def on_each(self, events: Iterable[type[Event]]) -> Callable[[Whole[U]], Whole[U]]:
        """Handle all of these as they were said: envelope and all, the data unread."""

        def register(handler: Whole[U]) -> Whole[U]:
            self.handlers |= {event.NAME: (CloudEvent, handler) for event in events}
            return handler

        return register


class EventConsumer(Generic[U]):
    """Consumes one queue."""

    def __init__(
        self,
        router: EventRouter[U],
        transactor: Transactor,
        database: Database,
        publisher: Publisher,
        build: Callable[[Work], U],
    ) -> None:
        self._router, self._transactor, self._database = router, transactor, database
        self._publisher, self._build = publisher, build
        self._turn = asyncio.Lock() if router.in_turn else contextlib.nullcontext()

    async def consume(self, message: RabbitMessage) -> None:
        """Handle one delivery to its end, event by event: effect and acknowledgement, delay, or dead letter."""
        crash_point("event.received")
        async with self._turn:
            await self._consume(message)

    async def _consume(self, message: RabbitMessage) -> None:
        for one in unpacked(message.body, message.content_type):
            if await self._consume_one(message, one) == RETURNED:
                await message.nack()
                return
        crash_point("event.after_commit")
        await message.ack()

    async def _consume_one(self, message: RabbitMessage, one: Unpacked) -> str:
        """Bring one event to its end; tells what became of it."""
        with structlog.contextvars.bound_contextvars(queue=self._router.queue, message_id=message.message_id):
            began, read = time.perf_counter(), self._read(one.event)
            with self._span_of(read) as step:
                outcome = await self._settle(message, one, read)
                step.tell(OUTCOME, outcome)
                if outcome not in (HANDLED, DUPLICATE):
                    step.fail(outcome)
            EVENTS.record(time.perf_counter() - began, queue=self._router.queue, outcome=outcome)
            return outcome

    def _span_of(self, read: Read | UnreadableEventError) -> Step:
        """Give the span of one delivery, in the trace of whoever said the event."""
        if isinstance(read, UnreadableEventError):
            return span(f"{self._router.queue} unreadable", SpanKind.CONSUMER, parent="")
        name, parent = f"{self._router.queue} {read[0].type}", read[0].traceparent or ""
        return span(name, SpanKind.CONSUMER, parent=parent, attributes={TENANT: read[0].tenantid})

    async def _settle(self, message: RabbitMessage, one: Unpacked, read: Read | UnreadableEventError) -> str:
        """Handle it or put it where it belongs; tells what became of it."""
        try:
            await self._handle(read)
        except AlreadyHandledError:
            logger.debug("event.duplicate")
            return DUPLICATE
        except Exception as error:  # noqa: BLE001  the boundary: every failure ends in a delay or a dead letter
            return await self._set_aside(message, one.written(), error)
        return HANDLED

    async def _handle(self, read: Read | UnreadableEventError) -> None:
        if isinstance(read, UnreadableEventError):
            raise read
        cloud, event, handler = read

        async def effect(work: Work) -> None:
            if not self._router.guarded:
                await remember(work, self._router.queue, cloud)
            await handler(event, self._build(work))
            crash_point("event.before_commit")

        while True:
            try:
                return await self._transactor.run(cloud.tenantid, effect)
            except Exception as error:
                if not is_away(error) or await self._database.ping():
                    raise
                logger.warning("event.paused", reason=type(error).__name__)
                await self._database.wait_until_there()

    def _read(self, event: object) -> Read | UnreadableEventError:
        try:
            cloud = CloudEvent.model_validate(event)
            kind, handler = self._router.handlers[cloud.type]
            return cloud, cloud if kind is CloudEvent else kind.model_validate(cloud.data), handler
        except (ValidationError, KeyError) as error:
            return UnreadableEventError(type(error).__name__)

    async def _set_aside(self, message: RabbitMessage, body: bytes, error: Exception) -> str:
        """Put the event where it belongs after a failure, by itself; tells where that was."""
        attempt = attempts_before(message.headers) + 1
        hopeless = isinstance(error, UnreadableEventError | Refusal) or attempt > len(RETRY_DELAYS)
        headers = {**message.headers, ATTEMPT_HEADER: attempt, REASON_HEADER: f"{type(error).__name__}: {error}"[:500]}
        exchange, key = "", dead_name(self._router.queue)
        if not hopeless:
            exchange, key = list(RETRY_DELAYS)[attempt - 1], self._router.queue
        logger.error(
            "event.failed",
            attempt=attempt,
            dead=hopeless,
            error=type(error).__name__,
            exc_info=not isinstance(error, Refusal),
        )
        try:
            await self._publisher.publish(exchange, key, body, message_id=message.message_id, headers=headers)
        except NotPublishedError:
            await asyncio.sleep(1)
            return RETURNED
        return DEAD if hopeless else DELAYED
