"""Portals as identity knows them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from chassis.mongo import Document
from chassis.work import Work
from identity.domain.portal import Portal
from identity.domain.rights import RoleRule
from identity.domain.user import Preferences

COLLECTION = "portals"
MAX_PORTALS = 1_000


class MongoPortals:
    """The projection of portals."""

    def __init__(self, work: Work) -> None:
        self._rows, self._tenant = work.collection(COLLECTION), work.tenant

    def _id(self, slug: str) -> str:
        return f"{self._tenant}/{slug}"

    async def get(self, slug: str) -> Portal | None:
        """Give one, open or not."""
        row = await self._rows.find_one({"_id": self._id(slug)})
        return _portal(row) if row else None

    async def all(self, slugs: Iterable[str]) -> Mapping[str, Portal]:
        """Give those that are known, by slug."""
        ids = [self._id(slug) for slug in slugs]
        rows = await self._rows.find({"_id": {"$in": ids}}, limit=MAX_PORTALS) if ids else []
        return {row["slug"]: _portal(row) for row in rows}

    async def put(self, portal: Portal) -> None:
        """Keep one in the place of its predecessor."""
        rules = {
            role: {"modules": sorted(rule.modules), "without": sorted(rule.without)}
            for role, rule in portal.rules.items()
        }
        row = {**asdict(portal), "_id": self._id(portal.slug), "roles": sorted(portal.roles), "rules": rules}
        await self._rows.replace({"_id": row["_id"]}, row, upsert=True)


def _portal(row: Document) -> Portal:
    return Portal(
        slug=row["slug"],
        name=row["name"],
        version=row["version"],
        open=row["open"],
        roles=frozenset(row["roles"]),
        defaults=Preferences(**row["defaults"]),
        password_sign_in=row["password_sign_in"],
        switched=row.get("switched", 0),
        terms=row.get("terms"),
        rules={
            role: RoleRule(frozenset(rule["modules"]), frozenset(rule["without"]))
            for role, rule in row.get("rules", {}).items()
        },
    )
