"""Collection `previews`: drafts that tokens may name, `_id` is `<tenant>/<id>`; forgotten when none can any more."""

from typing import Final

from chassis.mongo import Document, Index, tenant_index
from chassis.work import Work
from records.domain.preview import MAX_PREVIEWS, Preview

COLLECTION: Final = "previews"
INDEXES: Final = (
    tenant_index(COLLECTION, "expires_at"),
    # MongoDB expires by an index of one field only.
    Index(COLLECTION, (("expires_at", 1),), expire_after=0),
)


class MongoPreviews:
    """The drafts of one tenant."""

    def __init__(self, work: Work) -> None:
        self._tenant, self._rows = work.tenant, work.collection(COLLECTION)

    async def keep(self, preview: Preview) -> None:
        """Keep one, or keep it for longer; where there are too many, the oldest go."""
        key = self._id(preview.id)
        row = {
            "_id": key,
            "preview": preview.id,
            "slug": preview.slug,
            "revision": preview.revision,
            "document": dict(preview.document),
            "expires_at": preview.expires_at,
        }
        await self._rows.replace({"_id": key}, row, upsert=True)
        newest = await self._rows.find(
            {}, limit=MAX_PREVIEWS + 1, fields={"expires_at": 1}, sort=[("expires_at", -1), ("_id", -1)]
        )
        if len(newest) > MAX_PREVIEWS:
            staying = [each["_id"] for each in newest[:MAX_PREVIEWS]]
            await self._rows.delete_many({"_id": {"$nin": staying}})

    async def find(self, preview_id: str) -> Preview | None:
        """Give one, or None."""
        row = await self._rows.find_one({"_id": self._id(preview_id)})
        return _preview(row) if row else None

    def _id(self, preview_id: str) -> str:
        return f"{self._tenant}/{preview_id}"


def _preview(row: Document) -> Preview:
    return Preview(row["preview"], row["slug"], row["revision"], row["document"], row["expires_at"])
