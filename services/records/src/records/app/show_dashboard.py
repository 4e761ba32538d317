"""Shows the caller's start page: what waits for them in each module, and what came in lately."""

from typing import Final

from contracts.principal import Principal
from contracts.records.dashboard import Count, Dashboard, DashboardModule, NewRecord, Stage, Sum, WaitingRecords
from records.app.context import Context
from records.app.freshness import freshness
from records.app.looking import Look, looks
from records.app.what_goes_on import what_goes_on
from records.app.what_is_new import LATELY, what_is_new
from records.app.what_waits import Waiting, as_asked, what_waits
from records.domain.tally import Tally

MODULES: Final = 40
"""As many modules of a portal, in its order, as one look goes through."""


async def show_dashboard(who: Principal, at: Context) -> Dashboard:
    """Give the start page. Raises NoPortal."""
    found = (await looks(who, at))[:MODULES]
    return Dashboard(
        modules=tuple([await _module(one, at) for one in found]),
        since=(found[0].now if found else at.now()) - LATELY,
        fresh_as_of=await freshness([one.module.module for one in found], at),
    )


async def _module(looking: Look, at: Context) -> DashboardModule:
    waiting = await what_waits(looking, at)
    recent = await what_is_new(looking, at)
    stages = await what_goes_on(looking, at)
    return DashboardModule(
        module=looking.module.module,
        label=dict(looking.module.label),
        waiting=tuple(_waiting(one) for one in waiting),
        recent=tuple(NewRecord(changed_at=moment, record=record) for moment, record in recent),
        stages=tuple(Stage(status=status, count=count) for status, count in stages),
    )


def _waiting(one: Waiting) -> WaitingRecords:
    priced = one.waits.amount is not None
    return WaitingRecords(
        action=one.waits.action,
        filter=as_asked(one.waits.conditions),
        all=_count(one.all, priced=priced),
        overdue=_count(one.overdue, priced=priced) if one.overdue else None,
        overdue_filter=as_asked((*one.waits.conditions, one.late)) if one.late else None,
        next_due=one.next_due,
    )


def _count(told: Tally, *, priced: bool) -> Count:
    sums = tuple(Sum(currency=currency, amount=amount) for currency, amount in told.sums or ())
    return Count(count=told.count, sums=sums if priced and told.sums is not None else None)
