"""Where each tenant's audit trail stands: one row a tenant, moved on in the transaction of each entry."""

from typing import Final

from chassis.work import Work
from identity.domain.audit import Head

COLLECTION: Final = "audit_heads"


class MongoAuditHead:
    """One tenant's head."""

    def __init__(self, work: Work) -> None:
        self._rows, self._id = work.collection(COLLECTION), work.tenant

    async def get(self) -> Head:
        """Give it; before the first entry, the beginning."""
        row = await self._rows.find_one({"_id": self._id})
        return Head(row["n"], row["hash"]) if row else Head()

    async def move(self, was: Head, becomes: Head) -> None:
        """Move it on, if it still is where it was.

        Raises what makes the transaction run again, or pymongo's DuplicateKeyError, where somebody else was faster.
        """
        where = {"_id": self._id, "n": was.n, "hash": was.hash}
        await self._rows.replace(where, {"_id": self._id, "n": becomes.n, "hash": becomes.hash}, upsert=True)
