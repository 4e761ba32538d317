"""Collection `jobs`: one document a job, `_id` is `<tenant>/<job>`; what it compares is dropped when it ends.

One that waits or runs is `open`, and of a portal only one is; `jobs_due` holds it for whoever is free.
"""

from datetime import datetime
from typing import Any, Final

from chassis import due
from chassis.ids import new_id
from chassis.mongo import Document, Index, tenant_index
from chassis.work import Work
from records.domain.job import KEPT, MAX_KEPT, MAX_OPEN, Compared, Job, State

COLLECTION: Final = "jobs"
WAITING: Final = "jobs_due"
OPEN: Final = {"open": True}
INDEXES: Final = (
    tenant_index(COLLECTION, "slug", unique=True, partial=OPEN),
    tenant_index(COLLECTION, "created_at"),
    Index(COLLECTION, (("expires_at", 1),), expire_after=0),
)


class MongoJobs:
    """The jobs of one tenant."""

    def __init__(self, work: Work) -> None:
        self._work, self._rows = work, work.collection(COLLECTION)

    async def add(self, compared: Compared) -> Job:
        """Put a dry run down, to be done by whoever is free; the oldest jobs beyond the bound are forgotten."""
        now = compared.at
        job = Job(new_id(), compared.slug, State.WAITING, now, now, now + KEPT, by=compared.by)
        row = {
            "_id": key_of(self._work, job.id), "job": job.id, "slug": job.slug, "state": job.state.value, "open": True,
            "created_at": now, "changed_at": now, "expires_at": job.expires_at, "examined": 0, "to_examine": None,
            "code": None, "result": None, "by": job.by, "draft": list(compared.draft),
            "published": list(compared.published) if compared.published else None,
        }  # fmt: skip
        await self._rows.insert(row)
        await due.put_down(self._work, job.id, now, of=WAITING)
        await self._forget_the_oldest()
        return job

    async def find(self, job_id: str) -> Job | None:
        """Give one, or None where there is none or it has expired."""
        fields = {"draft": 0, "published": 0}
        row = await self._rows.find_one({"_id": key_of(self._work, job_id)}, fields=fields)
        return _job(row) if row else None

    async def newest(self) -> list[Job]:
        """Give those that can be looked at, newest first, without their results."""
        fields = {"draft": 0, "published": 0, "result": 0}
        rows = await self._rows.find({}, limit=MAX_KEPT, fields=fields, sort=[("created_at", -1)])
        return [_job(row) for row in rows]

    async def count_open(self) -> int:
        """Count those that wait or run."""
        return len(await self._rows.find(OPEN, limit=MAX_OPEN + 1, fields={"_id": 1}))

    async def cancel_of(self, slug: str, now: datetime) -> None:
        """Cancel what waits or runs of a portal."""
        await self._rows.update({"slug": slug, **OPEN}, ended(State.CANCELLED, now))

    async def cancel(self, job_id: str, now: datetime) -> None:
        """Cancel one, where it waits or runs."""
        await self._rows.update({"_id": key_of(self._work, job_id), **OPEN}, ended(State.CANCELLED, now))

    async def _forget_the_oldest(self) -> None:
        old = await self._rows.find(
            {"open": False}, limit=MAX_KEPT, skip=MAX_KEPT - MAX_OPEN, fields={"_id": 1}, sort=[("created_at", -1)]
        )
        if old:
            await self._rows.delete_many({"_id": {"$in": [row["_id"] for row in old]}})


def key_of(work: Work, job_id: str) -> str:
    """Give what a job is stored under."""
    return f"{work.tenant}/{job_id}"


def ended(state: State, now: datetime, **told: object) -> Document:
    """Give the change that ends a job."""
    end: dict[str, Any] = {"state": state.value, "open": False, "changed_at": now, **told}
    return {"$set": end, "$unset": {"draft": "", "published": ""}}


def _job(row: Document) -> Job:
    return Job(
        id=row["job"],
        slug=row["slug"],
        state=State(row["state"]),
        created_at=row["created_at"],
        changed_at=row["changed_at"],
        expires_at=row["expires_at"],
        examined=row["examined"],
        to_examine=row["to_examine"],
        code=row["code"],
        result=row.get("result"),
        by=row.get("by"),
    )
