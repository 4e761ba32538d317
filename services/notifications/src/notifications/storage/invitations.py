"""Collection `invitations`: what is known of each, for news that come late. `_id` is `<tenant>/<invitation>`."""

from datetime import datetime
from typing import Final

from chassis.mongo import Index
from chassis.work import Work
from notifications.domain.invitation import Invitation

COLLECTION: Final = "invitations"
KEPT_SECONDS: Final = 180 * 24 * 3600
"""Longer than any replay, and longer than an invitation holds."""
INDEXES: Final[tuple[Index, ...]] = (Index(COLLECTION, (("touched_at", 1),), expire_after=KEPT_SECONDS),)


class MongoInvitations:
    """What is known of one tenant's invitations."""

    def __init__(self, work: Work) -> None:
        self._tenant, self._rows = work.tenant, work.collection(COLLECTION)

    async def find(self, invitation_id: str) -> Invitation:
        """Give what is known, which may be nothing."""
        row = await self._rows.find_one({"_id": self._key(invitation_id)})
        return Invitation(invitation_id, row["attempt"], row["withdrawn"]) if row else Invitation(invitation_id)

    async def put(self, invitation: Invitation, at: datetime) -> None:
        """Keep it."""
        key = self._key(invitation.id)
        row = {"_id": key, "attempt": invitation.attempt, "withdrawn": invitation.withdrawn, "touched_at": at}
        await self._rows.replace({"_id": key}, row, upsert=True)

    def _key(self, invitation_id: str) -> str:
        return f"{self._tenant}/{invitation_id}"
