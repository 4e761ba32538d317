"""Lists the tenant's jobs."""

from contracts.records.jobs import Jobs
from records.app.context import Context
from records.app.show_job import told


async def list_jobs(at: Context) -> Jobs:
    """Give what has not expired, newest first."""
    now = at.now()
    return Jobs(items=tuple(told(job) for job in await at.jobs.newest() if now < job.expires_at))
