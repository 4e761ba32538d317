"""Collection `drafts`: the last drafts that were saved over, so that a late author can be told what has changed."""

from typing import Final

from chassis.mongo import Index
from chassis.work import Work
from portal_config.domain.document import Document
from portal_config.domain.portal import KEPT_DRAFTS, Portal

COLLECTION: Final = "drafts"
INDEXES: Final[tuple[Index, ...]] = (Index(COLLECTION, (("tenant", 1), ("slug", 1), ("revision", -1)), unique=True),)


class MongoDrafts:
    """The earlier drafts of one tenant's portals."""

    def __init__(self, work: Work) -> None:
        self._tenant, self._rows = work.tenant, work.collection(COLLECTION)

    async def keep(self, portal: Portal) -> None:
        """Keep the draft that is about to be saved over, and let go of the oldest."""
        revision = portal.draft.revision
        key = self._key(portal.slug, revision)
        row = {"_id": key, "slug": portal.slug, "revision": revision, "document": portal.draft.document.text}
        await self._rows.replace({"_id": key}, row, upsert=True)
        await self._rows.delete_many({"slug": portal.slug, "revision": {"$lte": revision - KEPT_DRAFTS}})

    async def find(self, slug: str, revision: int) -> Document | None:
        """Give what a draft was at a revision, or None where that is not kept."""
        row = await self._rows.find_one({"_id": self._key(slug, revision)})
        return Document(row["document"]) if row else None

    async def forget(self, slug: str) -> None:
        """Forget all of a portal's."""
        await self._rows.delete_many({"slug": slug})

    def _key(self, slug: str, revision: int) -> str:
        return f"{self._tenant}/{slug}/{revision}"
