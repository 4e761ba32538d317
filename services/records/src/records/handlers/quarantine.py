"""Doors for staff and systems: what could not be taken in."""

from typing import Final

from chassis.call_router import CallRouter
from contracts.message import Nothing
from contracts.principal import Principal
from contracts.records.intake import DiscardQuarantined, ListQuarantine, Quarantine, Retried, RetryQuarantined
from records.app.context import Context
from records.app.discard_quarantined import discard_quarantined
from records.app.list_quarantine import list_quarantine
from records.app.retry_quarantined import retry_quarantined

router: Final[CallRouter[Context]] = CallRouter()


@router.call(ListQuarantine)
async def on_list_quarantine(request: ListQuarantine, _who: Principal, at: Context) -> Quarantine:
    """List the tenant's events in quarantine, newest first."""
    return await list_quarantine(request, at)


@router.call(RetryQuarantined)
async def on_retry_quarantined(request: RetryQuarantined, _who: Principal, at: Context) -> Retried:
    """Take an event in again; still refused, it stays with the reason of today."""
    return await retry_quarantined(request, at)


@router.call(DiscardQuarantined)
async def on_discard_quarantined(request: DiscardQuarantined, _who: Principal, at: Context) -> Nothing:
    """Throw a quarantined event away."""
    return await discard_quarantined(request, at)
