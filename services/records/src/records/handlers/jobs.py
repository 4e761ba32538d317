"""Doors for jobs: staff and systems start, follow and cancel them; a job that is due is done."""

from collections.abc import Callable
from typing import Final

from chassis.call_router import CallRouter
from chassis.due import Turn
from chassis.work import Transactor, Work
from contracts.principal import Principal
from contracts.records.jobs import CancelJob, Job, Jobs, ListJobs, ShowJob, StartDryRun
from records.app.cancel_job import cancel_job
from records.app.context import Context
from records.app.list_jobs import list_jobs
from records.app.run_dry_run import run_dry_run
from records.app.show_job import show_job
from records.app.start_dry_run import start_dry_run
from records.ports import JobDesk

router: Final[CallRouter[Context]] = CallRouter()


@router.call(StartDryRun)
async def on_start_dry_run(request: StartDryRun, who: Principal, at: Context) -> Job:
    """Find out who would gain and lose sight of what if a draft were published."""
    return await start_dry_run(request, who, at)


@router.call(ListJobs)
async def on_list_jobs(_request: ListJobs, _who: Principal, at: Context) -> Jobs:
    """List what waits, runs and has ended within a day."""
    return await list_jobs(at)


@router.call(ShowJob)
async def on_show_job(request: ShowJob, _who: Principal, at: Context) -> Job:
    """Show how far a job is, and its result as far as it has come."""
    return await show_job(request, at)


@router.call(CancelJob)
async def on_cancel_job(request: CancelJob, _who: Principal, at: Context) -> Job:
    """Cancel a job."""
    return await cancel_job(request, at)


class JobDoor:
    """Does jobs that are due."""

    def __init__(
        self, transactor: Transactor, build: Callable[[Work], Context], desk: Callable[[Turn], JobDesk]
    ) -> None:
        self._transactor, self._build, self._desk = transactor, build, desk

    async def on_due(self, turn: Turn) -> None:
        """Do a job in this turn."""
        await run_dry_run(self._desk(turn), self._build(self._transactor.reading(turn.tenant)))
