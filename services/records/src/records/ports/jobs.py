"""What records needs to keep jobs, and to work on one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from records.domain.job import Compared, Job, State


class Jobs(Protocol):
    """The tenant's jobs."""

    async def add(self, compared: Compared) -> Job:
        """Put a dry run down, to be done by whoever is free; the oldest jobs beyond the bound are forgotten."""

    async def find(self, job_id: str) -> Job | None:
        """Give one, or None where there is none or it has expired."""

    async def newest(self) -> list[Job]:
        """Give those that can be looked at, newest first, without their results."""

    async def count_open(self) -> int:
        """Count those that wait or run."""

    async def cancel_of(self, slug: str, now: datetime) -> None:
        """Cancel what waits or runs of a portal."""

    async def cancel(self, job_id: str, now: datetime) -> None:
        """Cancel one, where it waits or runs."""


class JobDesk(Protocol):
    """One turn at one job. Every step is a transaction of its own."""

    async def begin(self) -> Compared | None:
        """Take the job up; None where nothing is left to do: ended, forgotten, or tried too often."""

    async def report(self, examined: int, to_examine: int, result: Mapping[str, object]) -> bool:
        """Say how far it is and keep the turn; False where it has been cancelled or is another replica's now."""

    async def end(self, state: State, code: str | None = None) -> None:
        """End the job with what was last reported, where the turn is still ours; `code` says why it failed."""
