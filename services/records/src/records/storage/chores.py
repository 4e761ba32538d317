"""Collection `chores`: what is to be done beside the doors; taken under a lease, so that one replica does it.

Nearly always empty: looking for work of all tenants walks it whole.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from chassis import due
from chassis.ids import new_event_id
from chassis.mongo import Database, Document, tenant_index
from chassis.work import Work
from records.domain.chore import PASSES, SECOND_AFTER, Chore, Kind
from records.domain.due import EMBARGOES

COLLECTION: Final = "chores"
INDEXES: Final = (tenant_index(COLLECTION, "due_at"),)
LEASE: Final = timedelta(seconds=30)


class MongoChores:
    """The chores of one tenant."""

    def __init__(self, work: Work) -> None:
        self._work, self._tenant, self._rows = work, work.tenant, work.collection(COLLECTION)

    async def restamp(self, accounts: Sequence[str]) -> None:
        """Ask that the accounts below these, and the records of all, are stamped anew."""
        await self._ask(f"{self._tenant}/restamp/{new_event_id()}", Kind.RESTAMP, accounts)

    async def retry(self, module: str) -> None:
        """Ask that the module's quarantine is tried again."""
        await self._ask(f"{self._tenant}/retry/{module}", Kind.RETRY, [module])

    async def pass_embargoes(self, moment: datetime) -> None:
        """Ask that what appears or vanishes is told of by then."""
        await due.bring_forward(self._work, EMBARGOES, moment)

    async def still(self, chore: Chore) -> None:
        """Say that a chore is being worked on."""
        await self._rows.update({"_id": chore.id}, {"$set": {"leased_until": datetime.now(UTC) + LEASE}})

    async def done(self, chore: Chore) -> None:
        """Put the second pass off until it is safe, or forget the chore; one asked for anew meanwhile stays."""
        same = {"_id": chore.id, "asked": chore.asked}
        if chore.passes_left <= 1:
            await self._rows.delete(same)
        else:
            now = datetime.now(UTC)
            later = {"passes_left": chore.passes_left - 1, "due_at": now + SECOND_AFTER, "leased_until": now}
            await self._rows.update(same, {"$set": later})

    async def _ask(self, key: str, kind: Kind, names: Sequence[str]) -> None:
        now = datetime.now(UTC)
        row = {"_id": key, "kind": kind.value, "names": list(names), "asked": new_event_id(), "passes_left": PASSES}
        await self._rows.replace({"_id": key}, {**row, "due_at": now, "leased_until": now}, upsert=True)


class ChoreBoard:
    """The chores of all tenants, for whoever has time."""

    def __init__(self, database: Database) -> None:
        self._rows = database.raw[COLLECTION]

    async def take(self) -> Chore | None:
        """Take the chore that is due the longest, for as long as a lease lasts; None where nothing is due."""
        now = datetime.now(UTC)
        free = {"due_at": {"$lte": now}, "leased_until": {"$lte": now}}
        lease = {"$set": {"leased_until": now + LEASE}}
        row: Document | None = await self._rows.find_one_and_update(
            free, lease, sort=[("due_at", 1)], return_document=True
        )
        if row is None:
            return None
        return Chore(
            row["_id"], row["asked"], row["tenant"], Kind(row["kind"]), tuple(row["names"]), row["passes_left"]
        )
