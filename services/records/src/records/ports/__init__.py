"""What records needs from outside. Repositories belong to one tenant."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from contracts.message import Event
from contracts.principal import Principal
from policy import ModuleDefinition, Policy, Portal
from records.domain.chore import Chore
from records.domain.quarantine import Quarantined
from records.domain.standing import Standing
from records.domain.turn import Turn
from records.ports.accounts import Accounts
from records.ports.asked import Order, Position, Query, Row, Wanted
from records.ports.history import Previews, Revisions, Versions
from records.ports.jobs import JobDesk, Jobs
from records.ports.memberships import Memberships
from records.ports.sources import Sources

__all__ = [
    "Accounts",
    "ChoreBoard",
    "Chores",
    "Clock",
    "Cursors",
    "Delivery",
    "InForce",
    "JobDesk",
    "Jobs",
    "Memberships",
    "Order",
    "Patience",
    "Policies",
    "Position",
    "Previews",
    "Quarantine",
    "Query",
    "Records",
    "Revisions",
    "Row",
    "Rules",
    "Say",
    "Sources",
    "Versions",
    "Wanted",
]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message as the broker hands it out. `copied` where it asked to be routed by other keys too."""

    tag: int
    key: str
    content_type: str
    copied: bool
    body: bytes


class Patience(Protocol):
    """Repeats work until the database takes it."""

    async def __call__(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do the work, again after each failure, until it is done. It must be safe to repeat."""


class Records(Protocol):
    """The tenant's records."""

    async def standing(self, ids: Collection[str]) -> Mapping[str, Standing]:
        """Give how these records stand; those that are not there are left out."""

    async def add(self, rows: Sequence[Row]) -> None:
        """Keep rows of ids that were not there."""

    async def put(self, rows: Sequence[Row]) -> None:
        """Keep each row in the place of the one with its id."""

    async def whole(self, record_id: str) -> Row | None:
        """Give one by its public id as it is stored, seen by nobody's policy: for staff who ask about it."""

    async def find(self, record_id: str, where: Query, fields: Query) -> Row | None:
        """Give one record by its public id where it also meets a policy's filter; `fields` is a projection."""

    async def page(
        self, wanted: Wanted, order: Order, after: Position | None, limit: int, until: Position | None = None
    ) -> list[Row]:
        """Give the next rows of a preset order, behind one position and up to another; each has its sort key too."""

    async def first_accounts(self, module: str) -> tuple[str, ...]:
        """Give the accounts of one record of a module, those that come first by number; none where there is none."""

    async def count(self, where: Query) -> int:
        """Count what meets a filter that the index of record ids answers alone: `module` and `audience`."""

    async def stages(
        self, wanted: Wanted, order: Order, limit: int, until: Position | None = None
    ) -> Mapping[str, int]:
        """Count at most so many of what is wanted, up to a position of a preset order, by status."""

    async def edge(self, wanted: Wanted, order: Order, after: Position | None, keys: int) -> Position | None:
        """Give where the next so many keys end, wanted or not, or None where there are not so many."""

    async def some(self, ids: Collection[str], wanted: Wanted) -> list[Row]:
        """Give those of the ids that are wanted, in no order."""

    async def pointing(
        self, key: str, passing: Sequence[Query], fields: Query, but: Collection[str], limit: int
    ) -> list[Row]:
        """Give those that name this record among their related ones and meet one of the filters, the newest first."""

    async def turning(self, now: datetime, limit: int) -> list[Row]:
        """Give records whose moment to appear or vanish has come, the earliest first."""

    async def turned(self, turns: Sequence[tuple[Row, datetime | None]]) -> None:
        """Set the next moment of each record, None where there is none."""

    async def next_turn(self) -> datetime | None:
        """Give the earliest moment at which a record appears or vanishes, come or not; None where there is none."""

    async def stamp(self, audiences: Sequence[tuple[Row, tuple[str, ...]]]) -> None:
        """Set the audience of each row, where the row is still of the revision that was read."""


class Rules(Protocol):
    """The tenant's modules and published portals as they reached records."""

    async def definitions(self) -> Mapping[str, ModuleDefinition]:
        """Give every module that is defined."""

    async def module_revision(self, module: str) -> int | None:
        """Give the revision of a module's definition, or None."""

    async def put_module(self, module: str, revision: int, definition: Mapping[str, object]) -> None:
        """Keep a definition in the place of the one before."""

    async def portal_turn(self, slug: str) -> Turn | None:
        """Give the turn of a portal that was last heard of, published or not, or None."""

    async def portal(self, slug: str) -> tuple[int, Mapping[str, object]] | None:
        """Give version and document of a portal that is on, or None."""

    async def put_portal(self, slug: str, turn: Turn, document: Mapping[str, object] | None) -> None:
        """Keep a portal's version in the place of the one before; without a document it is off."""


class Quarantine(Protocol):
    """What the tenant sent and could not be taken in."""

    async def put(self, aside: Sequence[Quarantined]) -> None:
        """Keep each, in the place of what has its id."""

    async def find(self, key: str) -> Quarantined | None:
        """Give one, or None."""

    async def remove(self, key: str) -> bool:
        """Forget one; tells whether it was there."""

    async def newest(self, before: Position | None, limit: int) -> list[Quarantined]:
        """Give the newest first, from behind a position whose key is a time in RFC 3339."""

    async def of_module(self, module: str, after: str, limit: int) -> list[Quarantined]:
        """Give, by id, what a new definition of the module may let in, from behind the id `after`."""

    async def trim(self) -> int:
        """Let the oldest go where there is too much; tells how many."""


class Chores(Protocol):
    """Work of the tenant that is done beside the doors."""

    async def restamp(self, accounts: Sequence[str]) -> None:
        """Ask that the accounts below these, and the records of all, are stamped anew."""

    async def retry(self, module: str) -> None:
        """Ask that the module's quarantine is tried again."""

    async def pass_embargoes(self, moment: datetime) -> None:
        """Ask that what appears or vanishes is told of by then."""

    async def still(self, chore: Chore) -> None:
        """Say that a chore is being worked on."""

    async def done(self, chore: Chore) -> None:
        """Put its second pass off until that is safe, or forget it."""


class ChoreBoard(Protocol):
    """The chores of all tenants, for whoever has time."""

    async def take(self) -> Chore | None:
        """Take the chore that is due the longest, for as long as a lease lasts; None where nothing is due."""


@dataclass(frozen=True, slots=True)
class InForce:
    """What a membership may see and do now, and the portal that says so."""

    portal: Portal
    policy: Policy


class Policies(Protocol):
    """The policies in force in this replica."""

    async def of(self, who: Principal) -> InForce | None:
        """Give the caller's, or None where the portal is off, unknown or cannot be read."""


class Cursors(Protocol):
    """Sealed page cursors."""

    def seal(self, position: Position, *context: str) -> str:
        """Seal a position for this very list."""

    def open(self, cursor: str, *context: str) -> Position:
        """Give the position. Raises BadCursor where it was not made for this list."""


class Clock(Protocol):
    """What time it is."""

    def __call__(self) -> datetime:
        """Give now in UTC, in whole milliseconds."""


class Say(Protocol):
    """Events of this unit of work."""

    def __call__(self, event: Event, subject: str | None = None, trace: str = "") -> None:
        """Say this when the transaction commits; `trace` is the `traceparent` of what it follows from."""
