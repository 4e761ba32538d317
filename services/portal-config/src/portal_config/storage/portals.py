"""Collection `portals`: one document a portal with its draft, `_id` is the portal's public name."""

from typing import Final

from chassis.mongo import Document as Row
from chassis.mongo import Index, tenant_index
from chassis.work import Work
from portal_config.domain.document import Document
from portal_config.domain.portal import MAX_PORTALS, Draft, Entry, Portal

COLLECTION: Final = "portals"
ENTRY: Final = ("slug", "name", "audience", "published", "on")
INDEXES: Final[tuple[Index, ...]] = (tenant_index(COLLECTION, "slug", unique=True),)


class MongoPortals:
    """The portals of one tenant."""

    def __init__(self, work: Work) -> None:
        self._tenant, self._rows = work.tenant, work.collection(COLLECTION)

    async def entries(self) -> list[Entry]:
        """Give every portal's entry by slug, at most MAX_PORTALS: without the drafts' documents."""
        fields = {**dict.fromkeys(ENTRY, 1), "draft.revision": 1}
        rows = await self._rows.find({}, limit=MAX_PORTALS, sort=[("slug", 1)], fields=fields)
        return [await self._entry(row) for row in rows]

    async def _entry(self, row: Row) -> Entry:
        if "name" not in row:  # rows of before there were entries
            whole = await self._rows.find_one({"slug": row["slug"]})
            return _portal(whole or row).entry
        return Entry(row["slug"], row["name"], row["audience"], row["draft"]["revision"], row["published"], row["on"])

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
        entry = portal.entry
        row = {
            "_id": key,
            "slug": portal.slug,
            "name": entry.name,
            "audience": entry.audience,
            "published": portal.published,
            "on": portal.on,
            "switched": portal.switched,
            "draft": draft,
        }
        await self._rows.replace({"_id": key}, row, upsert=True)

    async def remove(self, slug: str) -> None:
        """Forget one."""
        await self._rows.delete({"slug": slug})


def _portal(row: Row) -> Portal:
    draft = row["draft"]
    return Portal(
        slug=row["slug"],
        draft=Draft(draft["revision"], Document(draft["document"]), draft["changed_at"]),
        published=row["published"],
        on=row.get("on", True),  # rows of before there was a switch have neither
        switched=row.get("switched", 0),
    )
