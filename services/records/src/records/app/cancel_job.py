"""Cancels a job: whoever works on it stops at its next report, within a second."""

from contracts.records.jobs import CancelJob, ShowJob
from contracts.records.jobs import Job as Told
from records.app.context import Context
from records.app.show_job import show_job


async def cancel_job(request: CancelJob, at: Context) -> Told:
    """Cancel it where it waits or runs. Raises UnknownJob."""
    await at.jobs.cancel(request.id, at.now())
    return await show_job(ShowJob(id=request.id), at)
