"""Sessions by their family. Forgotten when their absolute time is over."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from chassis.mongo import Document, Index, tenant_index
from chassis.work import Work
from identity.domain.session import MAX_LISTED, Holder, Session

COLLECTION = "sessions"
INDEXES = (
    tenant_index(COLLECTION, "subject", "started_at"),
    # MongoDB expires by an index of one field only.
    Index(COLLECTION, (("expires_at", 1),), expire_after=0),
)


class MongoSessions:
    """Sessions. The family is the `_id`."""

    def __init__(self, work: Work) -> None:
        self._rows = work.collection(COLLECTION)

    async def get(self, family: str) -> Session | None:
        """Give one."""
        row = await self._rows.find_one({"_id": family})
        return _session(row) if row else None

    async def start(self, session: Session) -> None:
        """Add a new one."""
        row = asdict(session)
        await self._rows.insert(row | {"_id": row.pop("family"), "holder": session.holder.value})

    async def rotate(self, was: Session, becomes: Session) -> bool:
        """Keep it as rotated, if it still is as it was; tells whether it was."""
        changed = {
            "number": becomes.number,
            "device": becomes.device,
            "rotated_at": becomes.rotated_at,
            "membership": becomes.membership,
        }
        where = {"_id": was.family, "number": was.number, "ended": False}
        return await self._rows.update(where, {"$set": changed})

    async def end(self, family: str) -> None:
        """End one."""
        await self._rows.update({"_id": family}, {"$set": {"ended": True}})

    async def open_of(self, holder: Holder, subject: str) -> Sequence[Session]:
        """Give those of somebody that were not ended, the one last rotated first; at most `MAX_LISTED`."""
        where = {"subject": subject, "holder": holder.value, "ended": False}
        rows = await self._rows.find(where, limit=MAX_LISTED, sort=[("rotated_at", -1)])
        return [_session(row) for row in rows]

    async def last_seen(self, holder: Holder, subject: str) -> datetime | None:
        """Give when somebody's session was last rotated, ended ones too; None where none is kept."""
        where = {"subject": subject, "holder": holder.value}
        row = await self._rows.find_one(where, fields={"rotated_at": 1}, sort=[("rotated_at", -1)])
        return row["rotated_at"] if row else None

    async def prove(self, family: str, credential: int) -> None:
        """Let one go on after its holder's password was changed."""
        await self._rows.update({"_id": family}, {"$set": {"credential": credential}})

    async def end_all(self, holder: Holder, subject: str, but: str = "") -> None:
        """End all of somebody, but one family where it is named."""
        where = {"subject": subject, "holder": holder.value, "ended": False, "_id": {"$ne": but}}
        await self._rows.update_many(where, {"$set": {"ended": True}})

    async def end_in(self, user: str, membership: str) -> None:
        """End all of a user that are in one membership."""
        where = {"subject": user, "holder": Holder.USER.value, "membership": membership, "ended": False}
        await self._rows.update_many(where, {"$set": {"ended": True}})

    async def last_membership(self, user: str, memberships: Sequence[str]) -> str | None:
        """Give the one of these memberships that this user's newest session is in."""
        where = {"subject": user, "holder": Holder.USER.value, "membership": {"$in": list(memberships)}}
        row = await self._rows.find_one(where, fields={"membership": 1}, sort=[("started_at", -1)])
        return row["membership"] if row else None


def _session(row: Document) -> Session:
    names = {name: row[name] for name in row.keys() - {"_id", "tenant", "holder"}}
    return Session(family=row["_id"], holder=Holder(row["holder"]), **names)
