"""Collection `mails`: mails to send and what became of them: the delivery log. `_id` is `<tenant>/<mail id>`.

Only a waiting mail has its `sealed_token`, and only a waiting mail stands on the list of what is due.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Final

from chassis import due
from chassis.mongo import Document, Index, tenant_index
from chassis.work import Work
from notifications.domain.mail import Invited, Mail, State

COLLECTION: Final = "mails"
KEPT_SECONDS: Final = 180 * 24 * 3600
INDEXES: Final[tuple[Index, ...]] = (
    tenant_index(COLLECTION, "invitation_id", "attempt", unique=True),
    Index(COLLECTION, (("finished_at", 1),), expire_after=KEPT_SECONDS),
)


class MongoMails:
    """One tenant's mails."""

    def __init__(self, work: Work) -> None:
        self._work, self._rows = work, work.collection(COLLECTION)

    async def add(self, mail: Mail) -> None:
        """Keep a mail that is due at once."""
        row = {
            "_id": self._key(mail.id),
            "mail_id": mail.id,
            "kind": "invitation",
            "invitation_id": mail.invitation_id,
            "attempt": mail.attempt,
            "invited": asdict(mail.invited),
            "sealed_token": mail.sealed_token,
            "state": State.WAITING,
            "created_at": mail.created_at,
        }
        await self._rows.insert(row)
        await due.put_down(self._work, mail.id, mail.created_at)

    async def drop_waiting(self, invitation_id: str, reason: str, at: datetime) -> None:
        """Send none of the mails of this invitation that still wait, and forget their tokens."""
        where = {"invitation_id": invitation_id, "state": State.WAITING}
        await self._rows.update_many(where, ended(State.DROPPED, reason, at))

    async def find_waiting(self, mail_id: str) -> Mail | None:
        """Give a mail that is still to be sent, or None."""
        row = await self._rows.find_one({"_id": self._key(mail_id), "state": State.WAITING})
        return _mail(row) if row else None

    async def finish(self, mail_id: str, state: State, reason: str, at: datetime) -> bool:
        """Keep how it ended and forget its token; tells whether that is news. SENT stands for ever."""
        still = {"$ne": State.SENT} if state is State.SENT else State.WAITING
        return await self._rows.update({"_id": self._key(mail_id), "state": still}, ended(state, reason, at))

    def _key(self, mail_id: str) -> str:
        return f"{self._work.tenant}/{mail_id}"


def ended(state: State, reason: str, at: datetime) -> Document:
    """Give the change that ends a mail."""
    return {"$set": {"state": state, "reason": reason, "finished_at": at}, "$unset": {"sealed_token": ""}}


def _mail(row: Document) -> Mail:
    return Mail(
        id=row["mail_id"],
        invitation_id=row["invitation_id"],
        attempt=row["attempt"],
        invited=Invited(**row["invited"]),
        sealed_token=row["sealed_token"],
        created_at=row["created_at"],
    )
