"""Collection `logos`: one document a picture with its bytes, `_id` is `<tenant>/<fingerprint>`. Only ever added to."""

from typing import Final

from chassis.mongo import Index, tenant_index
from chassis.work import Work
from portal_config.domain.logo import MAX_LOGOS, Logo

COLLECTION: Final = "logos"
INDEXES: Final[tuple[Index, ...]] = (tenant_index(COLLECTION, "logo", unique=True),)


class MongoLogos:
    """The logos of one tenant."""

    def __init__(self, work: Work) -> None:
        self._tenant, self._rows = work.tenant, work.collection(COLLECTION)

    async def find(self, logo: str) -> Logo | None:
        """Give one, or None."""
        row = await self._rows.find_one({"_id": f"{self._tenant}/{logo}"})
        return Logo(row["logo"], row["media_type"], row["width"], row["height"], row["content"]) if row else None

    async def count(self) -> int:
        """Tell how many there are, at most MAX_LOGOS."""
        return await self._rows.count({}, limit=MAX_LOGOS)

    async def add(self, logo: Logo) -> None:
        """Keep one."""
        await self._rows.insert(
            {
                "_id": f"{self._tenant}/{logo.id}",
                "logo": logo.id,
                "media_type": logo.media_type,
                "width": logo.width,
                "height": logo.height,
                "content": logo.content,
            }
        )
