"""Reads a message into its events: each is readable or set aside by itself; the tenant is never the body's to say."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import from_json

from contracts.backoffice.account import AccountDeleted, AccountUpserted, Heartbeat
from contracts.backoffice.record import RecordDeleted, RecordUpserted
from contracts.catalogue import backoffice_events
from contracts.envelope import BATCH_CONTENT_TYPE, CONTENT_TYPE, CloudEvent
from records.app.intake.arrival import Arrival, Item, Taken
from records.domain.quarantine import About, Code, Quarantined, Reason, Sent, quarantined
from records.domain.refusal import Fault

MAX_EVENTS: Final = 500
"""Events of one message."""
MAX_MESSAGE_BYTES: Final = 4_000_000
MAX_FAULTS: Final = 50
TAKEN: Final[Mapping[str, type[Taken]]] = {
    event.NAME: event for event in (RecordUpserted, RecordDeleted, AccountUpserted, AccountDeleted, Heartbeat)
}
_OTHERS: Final = frozenset(backoffice_events()) - frozenset(TAKEN)
"""Backoffice events that are for other services, which have queues of their own."""


class Envelope(CloudEvent):
    """The envelope alone: its data are validated once, as what they are."""

    data: dict[str, Any]


def read(tenant: str, sent: Sent) -> list[Arrival | Quarantined]:
    """Give the events of one message that reached this tenant's routing key, in their order; never raises."""
    try:
        return _read(tenant, sent)
    except Exception as error:  # noqa: BLE001  anybody's bytes: one that we stumble over must not stop the others
        return [quarantined(tenant, sent, Reason(Code.UNREADABLE, f"it could not be read: {type(error).__name__}"))]


def _read(tenant: str, sent: Sent) -> list[Arrival | Quarantined]:
    reason = _unfit(sent)
    if reason is not None:
        return [quarantined(tenant, sent, reason)]
    try:
        parsed = from_json(sent.body, allow_inf_nan=False)
    except ValueError as error:
        return [quarantined(tenant, sent, Reason(Code.UNREADABLE, f"not JSON: {error}"[:300]))]
    if _kind(sent) == CONTENT_TYPE:
        found = _event(tenant, Item(sent, len(sent.body)), parsed)
        return [] if found is None else [found]
    if not isinstance(parsed, list):
        return [quarantined(tenant, sent, Reason(Code.UNREADABLE, "a batch must be an array of events"))]
    if len(parsed) > MAX_EVENTS:
        return [quarantined(tenant, sent, Reason(Code.TOO_LARGE, f"a batch has at most {MAX_EVENTS} events"))]
    size = len(sent.body) // max(len(parsed), 1)
    events = (_event(tenant, Item(sent, size, raw), raw) for raw in parsed)
    return [event for event in events if event is not None]


def _unfit(sent: Sent) -> Reason | None:
    """Tell what is wrong with the message as a whole."""
    if sent.copied:
        return Reason(Code.COPIED, "CC and BCC headers are not taken: send to your own routing key only")
    if sent.cut or len(sent.body) > MAX_MESSAGE_BYTES:
        return Reason(Code.TOO_LARGE, f"a message has at most {MAX_MESSAGE_BYTES} bytes")
    if sent.unroutable:
        return Reason(Code.UNROUTABLE, "the routing key must be <tenant>.<type> or <tenant>.backfill.<type>")
    if _kind(sent) not in (CONTENT_TYPE, BATCH_CONTENT_TYPE):
        return Reason(Code.UNREADABLE, f"the content type must be {CONTENT_TYPE} or {BATCH_CONTENT_TYPE}")
    return None


def _kind(sent: Sent) -> str:
    """Give the content type without parameters."""
    return sent.content_type.partition(";")[0].strip().lower()


def _event(tenant: str, item: Item, raw: object) -> Arrival | Quarantined | None:
    """Read one event; None where another service takes it."""
    about = _about(raw)
    envelope = _envelope(tenant, raw)
    if isinstance(envelope, Reason):
        return quarantined(tenant, item.alone(), envelope, about)
    if envelope.type in _OTHERS:
        return None
    kind = TAKEN.get(envelope.type)
    if kind is None:
        reason = Reason(Code.UNKNOWN_TYPE, "no backoffice event has this type")
        return quarantined(tenant, item.alone(), reason, about)
    try:
        return Arrival(kind.model_validate(envelope.data), envelope.source, about, item, envelope.traceparent or "")
    except ValidationError as error:
        reason = Reason(Code.INVALID, "the event's data are not valid", _faults(error, "/data"))
        return quarantined(tenant, item.alone(), reason, about)


def _envelope(tenant: str, raw: object) -> Envelope | Reason:
    """Read the envelope; one that names another tenant is foreign, whatever else is wrong with it."""
    if isinstance(raw, dict) and raw.get("tenantid", tenant) != tenant:
        place = (Fault("/tenantid", "foreign", "is not the tenant that sent it"),)
        return Reason(Code.FOREIGN_TENANT, "tenantid is not the tenant that sent it", place)
    try:
        return Envelope.model_validate(raw)
    except ValidationError as error:
        return Reason(Code.UNREADABLE, "not a CloudEvent as documented", _faults(error, ""))


def _about(raw: object) -> About:
    """Give what can be read of an event, whatever else is wrong with it."""
    if not isinstance(raw, dict):
        return About()
    data = raw.get("data")
    module = _short(data.get("module")) if isinstance(data, dict) else None
    return About(_short(raw.get("source")), _short(raw.get("id")), _short(raw.get("type")), module)


def _short(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= 300 else None


def _faults(error: ValidationError, under: str) -> tuple[Fault, ...]:
    found = error.errors(include_url=False, include_context=False, include_input=False)[:MAX_FAULTS]
    return tuple(Fault(under + _pointer(item["loc"]), item["type"], item["msg"][:500]) for item in found)


def _pointer(place: tuple[int | str, ...]) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in place)[:400]
