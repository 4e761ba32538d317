"""Shows how far a job is."""

from typing import Final

from contracts.records.jobs import DryRun, ShowJob
from contracts.records.jobs import Job as Told
from records.app.context import Context
from records.domain.job import Job
from records.domain.refusal import UnknownJob

DRY_RUN: Final = "dry-run"


async def show_job(request: ShowJob, at: Context) -> Told:
    """Give a job with its result, as far as it has come. Raises UnknownJob."""
    job = await at.jobs.find(request.id)
    if job is None or job.expires_at <= at.now():
        raise UnknownJob
    return told(job)


def told(job: Job) -> Told:
    """Tell a job."""
    return Told(
        id=job.id,
        kind=DRY_RUN,
        state=job.state.value,
        created_at=job.created_at,
        changed_at=job.changed_at,
        expires_at=job.expires_at,
        examined=job.examined,
        to_examine=job.to_examine,
        code=job.code,
        slug=job.slug,
        by=job.by,
        dry_run=DryRun.model_validate(job.result) if job.result is not None else None,
    )
