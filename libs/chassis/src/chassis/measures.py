"""What the chassis measures in every service. Each service declares its own beside what it measures."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Final, Self

from faststream.rabbit import RabbitResponse
from opentelemetry.trace import SpanKind
from structlog.contextvars import bind_contextvars, reset_contextvars

from chassis.call_client import STATUS_HEADER
from chassis.instruments import STATUSES, Counter, Gauge, Histogram, status_class
from chassis.tracing import HEADER, STATUS, span
from contracts.catalogue import CONSUMERS, requests

ASK_EVERY_SECONDS: Final = 5.0
ASK_WITHIN_SECONDS: Final = 4.0
HANDLED, DUPLICATE, DELAYED, DEAD, RETURNED = "handled", "duplicate", "delayed", "dead", "returned"
OUTCOMES: Final = (HANDLED, DUPLICATE, DELAYED, DEAD, RETURNED)
QUEUES: Final = tuple(consumer.queue for consumer in CONSUMERS)

CALLS: Final = Histogram(
    "portico.call.duration", "Calls answered, and how long that took", labels={"call": requests(), "status": STATUSES}
)
EVENTS: Final = Histogram(
    "portico.event.duration",
    "Events taken from a queue, and how long that took: handled, duplicate, delayed for another try, dead, returned",
    labels={"queue": QUEUES, "outcome": OUTCOMES},
)
TRANSACTION_RETRIES: Final = Counter("portico.transaction.retries", "Transactions begun again as the database asked")
PUBLISHED: Final = Counter("portico.outbox.published", "Messages of the outbox that the broker confirmed")
OUTBOX_PENDING: Final = Gauge("portico.outbox.pending", "Rows of the outbox that wait to be published")
OUTBOX_AGE: Final = Gauge("portico.outbox.oldest", "Age of the oldest row that waits to be published", unit="s")
RELAY_LEASE: Final = Gauge("portico.relay.lease", "1 where this replica publishes the outbox")
BROADCAST_AGE: Final = Gauge("portico.broadcast.age", "Since revocations were last known to be complete", unit="s")


class Answering:
    """One call that is being answered: measured, and named by its log entries. Broken unless its answer is noted.

    A class and not a generator: three of those in one another were a twentieth of what an empty call costs.
    """

    def __init__(self, call: str, headers: Mapping[str, str]) -> None:
        self._call, self._request_id = call, headers.get("x-request-id", "")
        self._step = span(call, SpanKind.SERVER, parent=headers.get(HEADER, ""))
        self.status = 500

    def answered(self, response: RabbitResponse) -> RabbitResponse:
        """Note how it was answered, and hand the answer on."""
        self.status = response.headers[STATUS_HEADER]
        return response

    def __enter__(self) -> Self:
        """Begin."""
        self._began = time.perf_counter()
        self._bound = bind_contextvars(call=self._call, request_id=self._request_id)
        self._step.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace_back: TracebackType | None
    ) -> None:
        """End."""
        self._step.tell(STATUS, self.status)
        if self.status >= 500:
            self._step.fail(str(self.status))
        CALLS.record(time.perf_counter() - self._began, call=self._call, status=status_class(self.status))
        self._step.__exit__(kind, error, trace_back)
        reset_contextvars(**self._bound)


Ask = Callable[[], Awaitable[float | None]]


class Asking:
    """Gauges whose values must be asked for: asked every few seconds, shown in between."""

    def __init__(self) -> None:
        self._asked: list[tuple[str, Ask]] = []
        self._values: dict[str, float | None] = {}

    def add(self, gauge: Gauge, ask: Ask) -> None:
        """Show on this gauge what is answered; nothing while there is no answer."""
        self._asked.append((gauge.name, ask))
        gauge.show(lambda: self._values.get(gauge.name))

    async def run(self) -> None:
        """Ask until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(ASK_EVERY_SECONDS)

    async def look(self) -> None:
        """Ask each once."""
        for name, ask in self._asked:
            try:
                self._values[name] = await asyncio.wait_for(ask(), ASK_WITHIN_SECONDS)
            except Exception:  # noqa: BLE001  whoever cannot answer shows nothing, and that tells enough
                self._values[name] = None
