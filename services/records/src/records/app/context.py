"""What every use case of one unit of work stands on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeVar

from records.ports import (
    Accounts,
    Chores,
    Clock,
    Cursors,
    Jobs,
    Memberships,
    Policies,
    Previews,
    Quarantine,
    Records,
    Revisions,
    Rules,
    Say,
    Sources,
    Versions,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Context:
    """The tenant's repositories, the policies in force, the clock and the events of one unit of work.

    `usual_silence` is how long a source may be silent where nobody said otherwise of it, `most_exported` how many
    records one export may go through.
    """

    tenant: str
    records: Records
    revisions: Revisions
    accounts: Accounts
    memberships: Memberships
    rules: Rules
    versions: Versions
    previews: Previews
    quarantine: Quarantine
    chores: Chores
    sources: Sources
    jobs: Jobs
    policies: Policies
    cursors: Cursors
    now: Clock
    say: Say
    usual_silence: timedelta
    most_exported: int


class InSteps(Protocol):
    """Runs one step of a long piece of work in a transaction of its own."""

    async def __call__(self, step: Callable[[Context], Awaitable[T]]) -> T:
        """Run it and give what it gives."""
