"""Jobs of records: long work that is asked for, followed by looking again, and cancelled. So far: dry runs."""

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from contracts.audited import Audited
from contracts.kinds import Identifier, Key, ModuleName, Role, Slug
from contracts.message import Message, Request
from contracts.portal_config.portals import Document
from contracts.portal_config.tenancy import DESIGNER_ROLES, DESIGNERS

SAMPLES = 20
"""Records and memberships that an answer names; it counts them all."""


class SampledRecord(Message):
    """A record that somebody gains or loses sight of."""

    id: Identifier
    record_id: Key
    title: str | None


class Difference(Message):
    """Who gains, or who loses, sight of what in a module; `pairs` counts each membership with each record.

    The samples name the first 20.
    """

    records: int = 0
    memberships: int = 0
    pairs: int = 0
    sample_records: tuple[SampledRecord, ...] = ()
    sample_memberships: tuple[Identifier, ...] = ()


class FieldDifference(Message):
    """A field that some can read now and could not before, or the other way round.

    `roles` are those that it changes for; `roleless` tells whether it does for memberships that have none.
    """

    field: str
    roles: tuple[Role, ...]
    roleless: bool


class ModuleDifference(Message):
    """What changes in one module. `examined` is 0 where the rules of who sees its records stay what they are."""

    module: ModuleName
    examined: int
    gained: Difference
    lost: Difference
    fields_gained: tuple[FieldDifference, ...] = ()
    fields_lost: tuple[FieldDifference, ...] = ()


class DryRun(Message):
    """A draft against the version in force, at one moment. Without a version in force nobody saw anything.

    `memberships` are the live ones of the portal.
    """

    slug: Slug
    draft_revision: int
    published_version: int | None
    at: datetime
    memberships: int
    modules: tuple[ModuleDifference, ...]


class Job(Message):
    """Long work. `state` is `waiting`, `running`, `done`, `failed` or `cancelled`; others may be added.

    `to_examine` is null until it is known. `code` says why it failed. `dry_run` is the result, as far as it has come.
    `slug` is the portal it is about, `by` the staff member or API key that asked for it; null where that is not known.
    """

    id: Identifier
    kind: str
    state: str
    created_at: datetime
    changed_at: datetime
    expires_at: datetime
    examined: int = 0
    to_examine: int | None = None
    code: str | None = None
    dry_run: DryRun | None = None
    slug: Slug | None = None
    by: Identifier | None = None


class Jobs(Message):
    """The tenant's jobs, newest first, at most 20; without their results."""

    items: tuple[Job, ...]


class ListJobs(
    Request[Jobs], name="records.list-jobs.v1", effect="read", who=DESIGNERS, roles=DESIGNER_ROLES, scope="portals"
):
    """List what waits, runs and has ended within a day: how far each is, and who asked for it."""


class StartDryRun(Request[Job], name="records.start-dry-run.v1", who=DESIGNERS, roles=DESIGNER_ROLES, scope="portals"):
    """Find out who would gain and lose sight of what if a draft were published. Ends the portal's run before.

    The answer is a job to look at again; its result is kept for a day.
    """

    AUDIT: ClassVar[Audited] = Audited(kind="portal", tells=("draft_revision",))

    slug: Slug
    draft_revision: Annotated[int, Field(ge=0)]
    document: Document


class ShowJob(
    Request[Job], name="records.show-job.v1", effect="read", who=DESIGNERS, roles=DESIGNER_ROLES, scope="portals"
):
    """Show how far a job is, and its result as far as it has come."""

    id: Identifier


class CancelJob(Request[Job], name="records.cancel-job.v1", who=DESIGNERS, roles=DESIGNER_ROLES, scope="portals"):
    """Cancel a job. One that has ended stays what it is."""

    id: Identifier
