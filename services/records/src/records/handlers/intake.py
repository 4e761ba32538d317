"""The door for what backoffices publish: deliveries in, one tenant's batch after the other in its transaction."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from chassis.faults import crash_point
from chassis.logs import get_logger
from chassis.work import Transactor, Work
from contracts.topology import BACKFILL_QUEUE, STRAY_QUEUE
from records.app.context import Context
from records.app.intake.batches import Event, batches
from records.app.intake.halving import in_halves
from records.app.intake.not_stored import not_stored
from records.app.intake.read import read
from records.app.intake.sources import sources_of
from records.app.intake.take_in import take_in
from records.domain.quarantine import Code, Quarantined, Sent
from records.handlers import measuring
from records.ports import Clock, Delivery, Patience, Sources

NOBODY: Final = "-"
"""Holds what came without a tenant's name in front of its routing key: no tenant can be called that."""
READ_AT_ONCE: Final = 50
"""Messages read before calls get their turn."""
logger = get_logger()


class IntakeDoor:
    """Takes in batches of deliveries of any tenants; what is returned is done, and may be acknowledged."""

    def __init__(
        self,
        transactor: Transactor,
        build: Callable[[Work], Context],
        sources: Callable[[Work], Sources],
        patience: Patience,
        may_pass: Callable[[Exception], bool],
        now: Clock,
    ) -> None:
        self._transactor, self._build, self._sources = transactor, build, sources
        self._patience, self._may_pass, self._now = patience, may_pass, now
        self.set_aside_for: set[str] = set()
        """Tenants whose quarantine has grown, until somebody takes them off."""

    async def take(self, queue: str, deliveries: Sequence[Delivery]) -> None:
        """Take in each tenant's part; the tenant is the first word of the routing key, whatever a body says."""
        for tenant, part in _by_tenant(deliveries).items():
            events: list[Event] = []
            for number, delivery in enumerate(part, 1):
                events += read(tenant, self._sent(queue, delivery))
                if number % READ_AT_ONCE == 0:
                    await asyncio.sleep(0)
            for batch in batches(events):
                with measuring.batch(queue, tenant, batch):
                    await self._patience(partial(self._take_batch, tenant, batch))
            sources = self._sources(self._transactor.reading(tenant))
            await self._patience(partial(sources.heard, sources_of(events), self._now()))

    def _sent(self, queue: str, delivery: Delivery) -> Sent:
        return Sent(
            delivery.body,
            delivery.content_type,
            self._now(),
            copied=delivery.copied,
            quiet=queue == BACKFILL_QUEUE,
            unroutable=queue == STRAY_QUEUE,
        )

    async def _take_batch(self, tenant: str, batch: Sequence[Event]) -> None:
        await in_halves(batch, partial(self._commit, tenant), partial(self._set_aside, tenant), self._may_pass)

    async def _commit(self, tenant: str, events: Sequence[Event]) -> None:
        async def effect(work: Work) -> list[Quarantined]:
            aside = await take_in(events, self._build(work))
            crash_point("intake.before_commit")
            return aside

        aside = await self._transactor.run(tenant, effect)
        crash_point("intake.after_commit")
        self._tell(tenant, aside)

    async def _set_aside(self, tenant: str, event: Event, error: Exception) -> None:
        logger.error("records.intake.not_stored", tenant=tenant, exc_info=error)
        await self._transactor.run(tenant, lambda work: not_stored(event, error, self._build(work)))
        self.set_aside_for.add(tenant)
        measuring.QUARANTINED.add(code=Code.NOT_STORED)

    def _tell(self, tenant: str, aside: Sequence[Quarantined]) -> None:
        for one in aside:
            self.set_aside_for.add(tenant)
            measuring.QUARANTINED.add(code=one.reason.code)
            logger.warning("records.intake.quarantined", tenant=tenant, id=one.id, code=one.reason.code.value)


def _by_tenant(deliveries: Sequence[Delivery]) -> Mapping[str, list[Delivery]]:
    parts: dict[str, list[Delivery]] = {}
    for delivery in deliveries:
        parts.setdefault(delivery.key.partition(".")[0] or NOBODY, []).append(delivery)
    return parts
