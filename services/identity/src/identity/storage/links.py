"""One-time links by their hash. Until a month after their deadline they tell what became of them."""

from collections.abc import Sequence
from datetime import timedelta

from chassis.mongo import Index, tenant_index
from chassis.work import Work
from identity.domain.link import Link, LinkState, Purpose

COLLECTION = "links"
REMEMBERED = timedelta(days=30)
INDEXES = (
    tenant_index(COLLECTION, "subject", partial={"state": "open"}),
    # MongoDB expires by an index of one field only.
    Index(COLLECTION, (("expires_at", 1),), expire_after=int(REMEMBERED.total_seconds())),
)


class MongoLinks:
    """One-time links. The hash is the `_id`."""

    def __init__(self, work: Work) -> None:
        self._rows = work.collection(COLLECTION)

    async def find(self, fingerprint: str) -> Link | None:
        """Give one."""
        row = await self._rows.find_one({"_id": fingerprint})
        if row is None:
            return None
        return Link(row["_id"], Purpose(row["purpose"]), row["subject"], row["expires_at"], LinkState(row["state"]))

    async def open(self, links: Sequence[Link]) -> None:
        """Add new ones."""
        await self._rows.insert_many(
            [
                {
                    "_id": link.fingerprint,
                    "purpose": link.purpose.value,
                    "subject": link.subject,
                    "expires_at": link.expires_at,
                    "state": link.state.value,
                }
                for link in links
            ]
        )

    async def close(self, purpose: Purpose, subjects: Sequence[str], state: LinkState) -> None:
        """Close the open links of these subjects."""
        where = {"subject": {"$in": list(subjects)}, "purpose": purpose.value, "state": LinkState.OPEN.value}
        await self._rows.update_many(where, {"$set": {"state": state.value}})
