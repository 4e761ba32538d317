"""A dry run on its way: every record is examined once, whoever may see it; pairs are never enumerated.

It gives way to the doors: it computes for `SLICE_SECONDS` and rests for `REST_SECONDS`.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from contracts.records.jobs import DryRun, FieldDifference
from policy.audience import EVERYONE
from records.app.context import Context
from records.app.dry_run.difference import ModuleCount
from records.domain.job import Compared
from records.ports import JobDesk, Order, Position, Query, Row, Wanted

PAGE: Final = 250
"""Rows are decoded page by page, and nothing else of the replica runs meanwhile."""
BY_RECORD: Final = Order("record_id")
REPORT_SECONDS: Final = 0.5
SLICE_SECONDS: Final = 0.005
REST_SECONDS: Final = 0.001
Fields = tuple[tuple[FieldDifference, ...], tuple[FieldDifference, ...]]


@dataclass(frozen=True, slots=True)
class Run:
    """What is compared, who looks, every module's count, and which modules have to be gone through."""

    compared: Compared
    memberships: int
    counts: Sequence[ModuleCount]
    unlike: Sequence[ModuleCount]
    fields: Mapping[str, Fields]

    async def through(self, desk: JobDesk, at: Context) -> bool:
        """Go through the records, saying twice a second how far it is; False where the job is no longer ours."""
        of_modules = [await at.records.count(_all_of(count.module)) for count in self.unlike]
        reports = _Reports(self, desk, sum(of_modules))
        if not await reports.say():
            return False
        for count in self.unlike:
            if not await _through(count, reports, at):
                return False
        return await reports.say()

    def result(self) -> Mapping[str, object]:
        """Give the answer as far as it has come, as JSON."""
        answer = DryRun(
            slug=self.compared.slug,
            draft_revision=self.compared.draft[0],
            published_version=self.compared.published[0] if self.compared.published else None,
            at=self.compared.at,
            memberships=self.memberships,
            modules=tuple(count.told(*self.fields[count.module]) for count in self.counts),
        )
        told: Mapping[str, object] = answer.model_dump(mode="json")
        return told


class _Reports:
    """What is said of a run while it goes on, and no more often than needed."""

    def __init__(self, run: Run, desk: JobDesk, to_examine: int) -> None:
        self._run, self._desk, self._to_examine = run, desk, to_examine
        self._clock = asyncio.get_running_loop().time
        self._said = self._began = self._clock()

    async def say(self) -> bool:
        """Say how far it is; False where the job is no longer ours."""
        self._said = self._clock()
        examined = sum(count.examined for count in self._run.counts)
        return await self._desk.report(examined, max(self._to_examine, examined), self._run.result())

    async def breathe(self) -> bool:
        """Rest where it is time to; say how far it is where that is due; False where the job is no longer ours."""
        if self._clock() - self._began > SLICE_SECONDS:
            await asyncio.sleep(REST_SECONDS)
            self._began = self._clock()
        return self._clock() - self._said < REPORT_SECONDS or await self.say()


async def _through(count: ModuleCount, reports: _Reports, at: Context) -> bool:
    """Go through one module; the next page is read while one is counted."""
    wanted = Wanted(_all_of(count.module), count.fields)

    async def page(after: Position | None) -> list[Row]:
        return await at.records.page(wanted, BY_RECORD, after, PAGE)

    reading = asyncio.create_task(page(None))
    try:
        while True:
            rows = await reading
            last = len(rows) < PAGE
            if not last:
                reading = asyncio.create_task(page(Position(rows[-1]["sort"][BY_RECORD.key], rows[-1]["_id"])))
            for row in rows:
                count.take(row)
                if not await reports.breathe():
                    return False
            if last:
                return True
    finally:
        reading.cancel()


def _all_of(module: str) -> Query:
    """Give the records of a module that are not gone: each is for everyone where a scope says so."""
    return {"module": module, "audience": EVERYONE}
