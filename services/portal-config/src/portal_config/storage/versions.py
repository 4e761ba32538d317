"""Collection `versions`: every published version, whole, `_id` is `<tenant>/<slug>/<number>`. Only ever added to."""

from typing import Final

from chassis.mongo import Document as Row
from chassis.mongo import Index
from chassis.work import Work
from portal_config.domain.document import Document
from portal_config.domain.portal import MAX_PORTALS, Version

COLLECTION: Final = "versions"
INDEXES: Final[tuple[Index, ...]] = (Index(COLLECTION, (("tenant", 1), ("slug", 1), ("number", -1)), unique=True),)


class MongoVersions:
    """The published versions of one tenant's portals."""

    def __init__(self, work: Work) -> None:
        self._tenant, self._rows = work.tenant, work.collection(COLLECTION)

    async def add(self, version: Version) -> None:
        """Keep a version for ever."""
        await self._rows.insert(
            {
                "_id": self._key(version.slug, version.number),
                "slug": version.slug,
                "number": version.number,
                "document": version.document.text,
                "modules": [entry["module"] for entry in version.document.value["modules"]],
                "published_at": version.published_at,
                "published_by": version.published_by,
                "restored_from": version.restored_from,
            }
        )

    async def find(self, slug: str, number: int) -> Version | None:
        """Give one, or None."""
        row = await self._rows.find_one({"_id": self._key(slug, number)})
        return _version(row) if row else None

    async def newest(self, slug: str, limit: int) -> list[Version]:
        """Give the newest `limit` versions of a portal, newest first."""
        rows = await self._rows.find({"slug": slug}, limit=limit, sort=[("slug", 1), ("number", -1)])
        return [_version(row) for row in rows]

    async def following(self, slug: str, number: int, limit: int) -> list[Version]:
        """Give the next `limit` versions of a portal behind a number, oldest first."""
        rows = await self._rows.find(
            {"slug": slug, "number": {"$gt": number}}, limit=limit, sort=[("slug", -1), ("number", 1)]
        )
        return [_version(row) for row in rows]

    async def using(self, module: str, published: dict[str, int]) -> list[Version]:
        """Give those of the versions in force (slug to number) that list this module, by slug."""
        keys = [self._key(slug, number) for slug, number in published.items()]
        rows = await self._rows.find({"_id": {"$in": keys}, "modules": module}, limit=MAX_PORTALS, sort=[("slug", 1)])
        return [_version(row) for row in rows]

    def _key(self, slug: str, number: int) -> str:
        return f"{self._tenant}/{slug}/{number}"


def _version(row: Row) -> Version:
    return Version(
        slug=row["slug"],
        number=row["number"],
        document=Document(row["document"]),
        published_at=row["published_at"],
        published_by=row["published_by"],
        restored_from=row["restored_from"],
    )
