"""What every use case of one unit of work stands on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from records.ports import (
    Accounts,
    Chores,
    Clock,
    Cursors,
    Memberships,
    Policies,
    Quarantine,
    Records,
    Revisions,
    Rules,
    Say,
    Versions,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Context:
    """The tenant's repositories, the policies in force, the clock and the events of one unit of work."""

    tenant: str
    records: Records
    revisions: Revisions
    accounts: Accounts
    memberships: Memberships
    rules: Rules
    versions: Versions
    quarantine: Quarantine
    chores: Chores
    policies: Policies
    cursors: Cursors
    now: Clock
    say: Say


class InSteps(Protocol):
    """Runs one step of a long piece of work in a transaction of its own."""

    async def __call__(self, step: Callable[[Context], Awaitable[T]]) -> T:
        """Run it and give what it gives."""
