"""The waiting mails of all tenants, in the order they are due: the one place that looks across tenants.

Like the outbox it only finds out whose turn it is; everything after that is done in work of the mail's own tenant.
"""

from datetime import datetime

from chassis.ids import new_id
from chassis.mongo import Database
from chassis.work import Transactor, Work
from contracts.message import Event
from notifications.domain.mail import Mail, State
from notifications.storage.mails import COLLECTION, MongoMails, read_mail


class MongoMailQueue:
    """Claims are leases: one compare-and-set that also moves the mail to the lease's end, where it is due again."""

    def __init__(self, database: Database, transactor: Transactor) -> None:
        self._rows, self._transactor = database.raw[COLLECTION], transactor

    async def claim(self, now: datetime, until: datetime) -> Mail | None:
        """Take the mail that has been due the longest; nobody else gets it before `until`. None: nothing is due."""
        row = await self._rows.find_one_and_update(
            {"due_at": {"$lte": now}},
            {"$set": {"due_at": until, "lease": new_id()}, "$inc": {"tries": 1}},
            sort=[("due_at", 1)],
            return_document=True,
        )
        return read_mail(row) if row else None

    async def postpone(self, mail: Mail, until: datetime, reason: str) -> None:
        """Give it back until then, unless somebody else has it by now."""

        async def later(work: Work) -> None:
            await MongoMails(work).postpone(mail, until, reason)

        await self._transactor.run(mail.tenant, later)

    async def finish(self, mail: Mail, state: State, reason: str, at: datetime, event: Event) -> None:
        """Keep how it ended, forget its token and say the event, in one write; nothing where it has ended before."""

        async def end(work: Work) -> None:
            if await MongoMails(work).finish(mail, state, reason, at):
                work.emit(event, f"mails/{mail.id}")

        await self._transactor.run(mail.tenant, end)
