"""Collection `portals`: one document a portal with its draft, `_id` is the portal's public name."""

from typing import Final

from chassis.mongo import Document as Row
from chassis.mongo import Index, tenant_index
from chassis.work import Work
from portal_config.domain.document import Document
from portal_config.domain.portal import MAX_PORTALS, Draft, Portal

COLLECTION: Final = "portals"
INDEXES: Final[tuple[Index, ...]] = (tenant_index(COLLECTION, "slug", unique=True),)


class MongoPortals:
    """The portals of one tenant."""

    def __init__(self, work: Work) -> None:
        self._tenant, self._rows = work.tenant, work.collection(COLLECTION)

    async def all(self) -> list[Portal]:
        """Give every portal by slug, at most MAX_PORTALS."""
        return [_portal(row) for row in await self._rows.find({}, limit=MAX_PORTALS, sort=[("slug", 1)])]

    async def find(self, slug: str) -> Portal | None:
        """Give one, or None."""
        row = await self._rows.find_one({"slug": slug})
        return _portal(row) if row else None

    async def put(self, portal: Portal) -> None:
        """Keep it in the place of the one before."""
        key = f"{self._tenant}/{portal.slug}"
        draft = {
            "revision": portal.draft.revision,
            "document": portal.draft.document.text,
            "changed_at": portal.draft.changed_at,
        }
        row = {
            "_id": key,
            "slug": portal.slug,
            "published": portal.published,
            "on": portal.on,
            "switched": portal.switched,
            "draft": draft,
        }
        await self._rows.replace({"_id": key}, row, upsert=True)


def _portal(row: Row) -> Portal:
    draft = row["draft"]
    return Portal(
        slug=row["slug"],
        draft=Draft(draft["revision"], Document(draft["document"]), draft["changed_at"]),
        published=row["published"],
        on=row.get("on", True),  # rows of before there was a switch have neither
        switched=row.get("switched", 0),
    )
