"""Which backoffices a batch tells to be alive."""

from collections.abc import Iterable

from contracts.backoffice.account import Heartbeat
from records.app.intake.arrival import Arrival
from records.app.intake.batches import Event


def sources_of(events: Iterable[Event]) -> set[str]:
    """Give every source that said something readable, and those that a sign of life names."""
    found: set[str] = set()
    for one in events:
        if isinstance(one, Arrival):
            found.add(one.source)
            if isinstance(one.event, Heartbeat):
                found.update(one.event.sources)
    return found
