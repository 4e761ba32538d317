"""Throws a quarantined event away."""

from contracts.message import Nothing
from contracts.records.intake import DiscardQuarantined
from records.app.context import Context
from records.domain.refusal import UnknownQuarantined


async def discard_quarantined(request: DiscardQuarantined, at: Context) -> Nothing:
    """Forget one event. Raises UnknownQuarantined."""
    if not await at.quarantine.remove(request.id):
        raise UnknownQuarantined
    return Nothing()
