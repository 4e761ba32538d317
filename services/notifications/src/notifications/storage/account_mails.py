"""Collection `account_mails`: mails about logins, and what became of them. `_id` is `<tenant>/<mail id>`.

Only a waiting mail has its `sealed_token`, and only a waiting mail stands on the list of what is due.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Final

from chassis import due
from chassis.mongo import Document, Index
from chassis.work import Work
from notifications.domain.account_mail import About, AccountMail, Kind
from notifications.domain.mail import State
from notifications.storage.mails import KEPT_SECONDS, ended

COLLECTION: Final = "account_mails"
INDEXES: Final[tuple[Index, ...]] = (Index(COLLECTION, (("finished_at", 1),), expire_after=KEPT_SECONDS),)


class MongoAccountMails:
    """One tenant's mails about logins."""

    def __init__(self, work: Work) -> None:
        self._work, self._rows = work, work.collection(COLLECTION)

    async def add(self, mail: AccountMail) -> None:
        """Keep a mail that is due at once; nothing where it is kept already, said twice under two event ids."""
        if await self._rows.find_one({"_id": self._key(mail.id)}, fields={"_id": 1}) is not None:
            return
        row = {
            "_id": self._key(mail.id),
            "mail_id": mail.id,
            "kind": mail.kind.value,
            "subject_id": mail.subject_id,
            "about": asdict(mail.about),
            "sealed_token": mail.sealed_token,
            "state": State.WAITING,
            "created_at": mail.created_at,
        }
        await self._rows.insert(row)
        await due.put_down(self._work, mail.id, mail.created_at)

    async def find_waiting(self, mail_id: str) -> AccountMail | None:
        """Give a mail that is still to be sent, or None."""
        row = await self._rows.find_one({"_id": self._key(mail_id), "state": State.WAITING})
        return _mail(row) if row else None

    async def finish(self, mail_id: str, state: State, reason: str, at: datetime) -> bool:
        """Keep how it ended and forget its token; tells whether that is news. SENT stands for ever."""
        still = {"$ne": State.SENT} if state is State.SENT else State.WAITING
        return await self._rows.update({"_id": self._key(mail_id), "state": still}, ended(state, reason, at))

    def _key(self, mail_id: str) -> str:
        return f"{self._work.tenant}/{mail_id}"


def _mail(row: Document) -> AccountMail:
    return AccountMail(
        id=row["mail_id"],
        kind=Kind(row["kind"]),
        subject_id=row["subject_id"],
        about=About(**row["about"]),
        sealed_token=row["sealed_token"],
        created_at=row["created_at"],
    )
