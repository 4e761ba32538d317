"""Starts a dry run of a draft; the portal's run before, which is of an older draft, ends."""

from contracts.principal import Principal
from contracts.records.jobs import Job as Told
from contracts.records.jobs import StartDryRun
from records.app.context import Context
from records.app.dry_run.sides import read_draft
from records.app.show_job import told
from records.domain.job import MAX_OPEN, Compared
from records.domain.refusal import TooManyJobs


async def start_dry_run(request: StartDryRun, who: Principal, at: Context) -> Told:
    """Put it down, to be done by whoever is free. Raises DraftInvalid, TooManyJobs."""
    now = at.now()
    read_draft(request.document, await at.rules.definitions())
    await at.jobs.cancel_of(request.slug, now)
    if await at.jobs.count_open() >= MAX_OPEN:
        raise TooManyJobs(f"At most {MAX_OPEN} at a time: wait for one to end, or cancel one.")
    draft = (request.draft_revision, request.document)
    published = await at.rules.portal(request.slug)
    return told(await at.jobs.add(Compared(request.slug, now, draft, published, who.subject)))
