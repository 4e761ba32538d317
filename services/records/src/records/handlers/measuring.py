"""What the intake measures: batches by line, what was set aside by its code, and a span in the trace of the events."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from opentelemetry.trace import SpanKind

from chassis.instruments import Counter, Histogram
from chassis.tracing import TENANT, joined, span
from contracts.topology import BACKFILL_QUEUE, STRAY_QUEUE
from records.app.intake.arrival import Arrival
from records.app.intake.batches import Event
from records.domain.quarantine import Code

LIVE, BACKFILL, STRAY = "live", "backfill", "stray"
LINES: Final = (LIVE, BACKFILL, STRAY)
BATCHES: Final = Histogram(
    "portico.intake.batch.duration", "Batches of one tenant taken in, and how long that took", labels={"line": LINES}
)
SIZES: Final = Histogram(
    "portico.intake.batch.events",
    "Events of such a batch",
    unit="{event}",
    labels={"line": LINES},
    bounds=(1, 2, 5, 10, 20, 50, 100, 200, 500),
)
EVENTS: Final = Counter("portico.intake.events", "Events that came, whatever became of them", labels={"line": LINES})
QUARANTINED: Final = Counter("portico.intake.quarantined", "Events set aside", labels={"code": list(Code)})


@contextmanager
def batch(queue: str, tenant: str, events: Sequence[Event]) -> Iterator[None]:
    """Measure one batch: a child of the trace that all its events name, else linked to theirs."""
    line = {BACKFILL_QUEUE: BACKFILL, STRAY_QUEUE: STRAY}.get(queue, LIVE)
    parent, links = joined([event.trace for event in events if isinstance(event, Arrival)])
    began = time.perf_counter()
    about: dict[str, str | float] = {TENANT: tenant, "messaging.batch.message_count": len(events)}
    with span("records intake", SpanKind.CONSUMER, parent=parent, links=links, attributes=about):
        yield
    BATCHES.record(time.perf_counter() - began, line=line)
    SIZES.record(len(events), line=line)
    EVENTS.add(len(events), line=line)
