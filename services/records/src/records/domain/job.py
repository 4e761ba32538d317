"""Long work that is asked for: how far it is, and how it ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

KEPT: Final = timedelta(days=1)
MAX_OPEN: Final = 3
"""Jobs of one tenant that wait or run."""
MAX_KEPT: Final = 20
"""Jobs of one tenant that can be looked at, ended ones included; beyond it the oldest are forgotten."""
MAX_TRIES: Final = 3
"""Turns that a job gets, where replicas die over it."""


class State(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it can be looked at. `result` is the answer as far as it has come, `code` says why it failed.

    `by` is who asked for it, a staff member or an API key.
    """

    id: str
    slug: str
    state: State
    created_at: datetime
    changed_at: datetime
    expires_at: datetime
    examined: int = 0
    to_examine: int | None = None
    code: str | None = None
    result: Mapping[str, object] | None = None
    by: str | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it waits or runs."""
        return self.state in {State.WAITING, State.RUNNING}


@dataclass(frozen=True, slots=True)
class Compared:
    """What a dry run compares at one moment: a draft, and the version in force or None, each with its number.

    `by` is who asked for it.
    """

    slug: str
    at: datetime
    draft: tuple[int, Mapping[str, object]]
    published: tuple[int, Mapping[str, object]] | None
    by: str | None = None
