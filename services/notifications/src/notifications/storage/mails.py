"""Collection `mails`: mails to send and what became of them: the delivery log. `_id` is `<tenant>/<mail id>`.

Only a waiting mail has `due_at` and `sealed_token`.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Final

from chassis.mongo import Document, Index, tenant_index
from chassis.work import Work
from notifications.domain.mail import Invited, Mail, State

COLLECTION: Final = "mails"
KEPT_SECONDS: Final = 180 * 24 * 3600
INDEXES: Final[tuple[Index, ...]] = (
    tenant_index(COLLECTION, "invitation_id", "attempt", unique=True),
    Index(COLLECTION, (("due_at", 1),), partial={"due_at": {"$exists": True}}),
    Index(COLLECTION, (("finished_at", 1),), expire_after=KEPT_SECONDS),
)


class MongoMails:
    """One tenant's mails."""

    def __init__(self, work: Work) -> None:
        self._rows = work.collection(COLLECTION)

    async def add(self, mail: Mail) -> None:
        """Keep a mail that waits to be sent."""
        row = {
            "_id": f"{mail.tenant}/{mail.id}",
            "mail_id": mail.id,
            "kind": "invitation",
            "invitation_id": mail.invitation_id,
            "attempt": mail.attempt,
            "invited": asdict(mail.invited),
            "sealed_token": mail.sealed_token,
            "state": State.WAITING,
            "created_at": mail.created_at,
            "due_at": mail.due_at,
            "tries": mail.tries,
            "lease": mail.lease,
        }
        await self._rows.insert(row)

    async def drop_waiting(self, invitation_id: str, reason: str, at: datetime) -> None:
        """Send none of the mails of this invitation that still wait, and forget their tokens."""
        where = {"invitation_id": invitation_id, "state": State.WAITING}
        await self._rows.update_many(where, ended(State.DROPPED, reason, at))

    async def finish(self, mail: Mail, state: State, reason: str, at: datetime) -> bool:
        """Keep how it ended; tells whether that is news.

        A mail that has gone out is SENT, whoever dropped or claimed it in the meantime; any other end needs the lease.
        """
        own = {"state": State.WAITING, "lease": mail.lease}
        still = {"state": {"$ne": State.SENT}} if state is State.SENT else own
        return await self._rows.update({"_id": f"{mail.tenant}/{mail.id}", **still}, ended(state, reason, at))

    async def postpone(self, mail: Mail, until: datetime, reason: str) -> None:
        """Give it back until then, unless somebody else has it by now."""
        own = {"_id": f"{mail.tenant}/{mail.id}", "state": State.WAITING, "lease": mail.lease}
        await self._rows.update(own, {"$set": {"due_at": until, "reason": reason, "lease": ""}})


def ended(state: State, reason: str, at: datetime) -> Document:
    """Describe the change of a mail that no longer waits."""
    return {
        "$set": {"state": state, "reason": reason, "finished_at": at},
        "$unset": {"due_at": "", "sealed_token": "", "lease": ""},
    }


def read_mail(row: Document) -> Mail:
    """Read a waiting mail."""
    return Mail(
        id=row["mail_id"],
        tenant=row["tenant"],
        invitation_id=row["invitation_id"],
        attempt=row["attempt"],
        invited=Invited(**row["invited"]),
        sealed_token=row["sealed_token"],
        created_at=row["created_at"],
        due_at=row["due_at"],
        tries=row["tries"],
        lease=row["lease"],
    )
