"""An event that was read: typed, and with what was sent at hand in case it must be set aside after all."""

from dataclasses import dataclass

from pydantic_core import to_json

from contracts.backoffice.account import AccountDeleted, AccountUpserted, Heartbeat
from contracts.backoffice.record import RecordDeleted, RecordUpserted
from contracts.envelope import CONTENT_TYPE
from records.domain.quarantine import About, Quarantined, Reason, Sent, quarantined

RecordEvent = RecordUpserted | RecordDeleted
AccountEvent = AccountUpserted | AccountDeleted
Taken = RecordEvent | AccountEvent | Heartbeat


@dataclass(frozen=True, slots=True)
class Item:
    """One event of a message. `raw` is its JSON where it came in an array; alone, the message is the event."""

    sent: Sent
    size: int
    raw: object | None = None

    def alone(self) -> Sent:
        """Give the event as if it had been sent by itself."""
        if self.raw is None:
            return self.sent
        body = to_json(self.raw)
        return Sent(body, CONTENT_TYPE, self.sent.received_at, quiet=self.sent.quiet)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One readable event and the source that says it; `trace` is its `traceparent`, "" where it has none."""

    event: Taken
    source: str
    about: About
    item: Item
    trace: str = ""

    @property
    def quiet(self) -> bool:
        """Whether nobody is to be notified."""
        return self.item.sent.quiet or (isinstance(self.event, RecordUpserted) and self.event.quiet)

    def refuse(self, tenant: str, reason: Reason) -> Quarantined:
        """Set it aside."""
        return quarantined(tenant, self.item.alone(), reason, self.about)
