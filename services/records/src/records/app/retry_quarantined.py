"""Takes quarantined events in again, through the same code as when they came."""

from collections.abc import Sequence

from contracts.records.intake import Retried, RetryQuarantined
from records.app.context import Context
from records.app.intake.read import read
from records.app.intake.take_in import take_in
from records.domain.quarantine import Quarantined
from records.domain.refusal import UnknownQuarantined


async def retry_quarantined(request: RetryQuarantined, at: Context) -> Retried:
    """Take one event in again; still refused, it stays with today's reason. Raises UnknownQuarantined."""
    found = await at.quarantine.find(request.id)
    if found is None:
        raise UnknownQuarantined
    aside = await take_again([found], at)
    if not aside:
        return Retried(taken_in=True)
    return Retried(taken_in=False, code=aside[0].reason.code.value, detail=aside[0].reason.detail)


async def take_again(found: Sequence[Quarantined], at: Context) -> list[Quarantined]:
    """Take these out of the quarantine and in again; gives what went back into it."""
    for one in found:
        await at.quarantine.remove(one.id)
    return await take_in([event for one in found for event in read(at.tenant, one.sent)], at)
