"""Collection `versions`: one document a published version of a portal, `_id` is `<tenant>/<slug>/<version>`.

As many as people have published: portal-config keeps them all too, and publishes nothing that has not changed.
"""

from collections.abc import Mapping
from typing import Final

from chassis.work import Work

COLLECTION: Final = "versions"


class MongoVersions:
    """The versions of one tenant's portals."""

    def __init__(self, work: Work) -> None:
        self._tenant, self._rows = work.tenant, work.collection(COLLECTION)

    async def keep(self, slug: str, version: int, document: Mapping[str, object]) -> None:
        """Keep a version; what a version says never changes."""
        key = self._id(slug, version)
        row = {"_id": key, "slug": slug, "version": version, "document": dict(document)}
        await self._rows.replace({"_id": key}, row, upsert=True)

    async def find(self, slug: str, version: int) -> Mapping[str, object] | None:
        """Give a version's document, or None."""
        row = await self._rows.find_one({"_id": self._id(slug, version)})
        return row["document"] if row else None

    def _id(self, slug: str, version: int) -> str:
        return f"{self._tenant}/{slug}/{version}"
