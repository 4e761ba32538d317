"""Which backoffices a batch tells to be alive, and what each said records of."""

from collections.abc import Iterable

from contracts.backoffice.account import Heartbeat
from contracts.backoffice.record import RecordDeleted, RecordUpserted
from records.app.intake.arrival import Arrival
from records.app.intake.batches import Event


def sources_of(events: Iterable[Event]) -> dict[str, set[str]]:
    """Give every source that said something readable, and those that a sign of life names, with their modules."""
    found: dict[str, set[str]] = {}
    for one in events:
        if not isinstance(one, Arrival):
            continue
        modules = found.setdefault(one.source, set())
        if isinstance(one.event, RecordUpserted | RecordDeleted):
            modules.add(one.event.module)
        elif isinstance(one.event, Heartbeat):
            for source in one.event.sources:
                found.setdefault(source, set())
    return found
