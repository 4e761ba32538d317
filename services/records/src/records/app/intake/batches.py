"""Cuts what arrived for a tenant into batches that one transaction takes."""

from collections.abc import Iterator, Sequence
from typing import Final

from records.app.intake.arrival import Arrival
from records.domain.quarantine import Quarantined

MAX_EVENTS: Final = 500
MAX_BYTES: Final = 4_000_000

Event = Arrival | Quarantined


def batches(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Give the events in their order, at most MAX_EVENTS and MAX_BYTES at once, but always at least one."""
    batch: list[Event] = []
    held = 0
    for event in events:
        size = event.item.size if isinstance(event, Arrival) else len(event.sent.body)
        if batch and (len(batch) >= MAX_EVENTS or held + size > MAX_BYTES):
            yield batch
            batch, held = [], 0
        batch.append(event)
        held += size
    if batch:
        yield batch
