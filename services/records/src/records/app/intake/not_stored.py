"""Sets aside the one event that a transaction failed on, whatever it is that the database did not like about it."""

from records.app.context import Context
from records.app.intake.arrival import Arrival
from records.app.intake.batches import Event
from records.domain.quarantine import Code, Reason, quarantined


async def not_stored(event: Event, error: Exception, at: Context) -> None:
    """Keep the event with nothing said about it but what went wrong."""
    sent = event.item.alone() if isinstance(event, Arrival) else event.sent
    about = event.about if isinstance(event, Arrival) else None
    reason = Reason(Code.NOT_STORED, f"it could not be stored: {type(error).__name__}")
    await at.quarantine.put([quarantined(at.tenant, sent, reason, about)])
