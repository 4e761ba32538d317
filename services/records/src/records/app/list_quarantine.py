"""Lists what is in quarantine, newest first."""

from contracts.problem import Fault
from contracts.records.intake import ListQuarantine, QuarantinedEvent
from contracts.records.intake import Quarantine as Answer
from records.app.context import Context
from records.domain.quarantine import MAX_SHOWN, Quarantined
from records.ports import Position

LIST = "quarantine"


async def list_quarantine(request: ListQuarantine, at: Context) -> Answer:
    """Give a page of the tenant's quarantine. Raises BadCursor."""
    before = at.cursors.open(request.cursor, LIST, at.tenant) if request.cursor else None
    found = await at.quarantine.newest(before, request.limit + 1)
    shown = found[: request.limit]
    more = len(found) > request.limit
    after = Position(shown[-1].sent.received_at.isoformat(), shown[-1].id) if more else None
    return Answer(
        items=tuple(_shown(one) for one in shown),
        next_cursor=at.cursors.seal(after, LIST, at.tenant) if after else None,
    )


def _shown(one: Quarantined) -> QuarantinedEvent:
    return QuarantinedEvent(
        id=one.id,
        received_at=one.sent.received_at,
        source=one.about.source,
        event_id=one.about.event_id,
        type=one.about.type,
        code=one.reason.code.value,
        detail=one.reason.detail,
        errors=tuple(Fault(pointer=wrong.pointer, code=wrong.code, detail=wrong.detail) for wrong in one.reason.faults),
        body=one.sent.body[: 4 * MAX_SHOWN].decode(errors="replace")[:MAX_SHOWN],
    )
