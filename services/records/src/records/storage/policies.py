"""The policies in force in this replica: which versions are, as one whole of a tenant, swapped and never patched.

What is kept is dropped when a change is broadcast, and compared with the database every second. A version is read when
somebody first asks for it, and read again only when a module has changed: among a thousand portals, a change costs
what one of them does. A portal that cannot be read is as good as off.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pymongo.errors import PyMongoError

from chassis.logs import get_logger
from chassis.mongo import Database
from chassis.work import Transactor
from contracts.envelope import CloudEvent
from contracts.principal import Principal
from records.ports import InForce
from records.storage.kept import Kept
from records.storage.previews import MongoPreviews
from records.storage.read_portals import ReadPortal, read_portal
from records.storage.rules import RULES, Definitions, DefinitionsAt, MongoRules

MAX_TENANTS: Final = 500
MAX_READ: Final = 1_000
"""Portals of all tenants; a hundred kilobytes each where they are like the presets."""
MAX_DRAFTS: Final = 50
LOOK_EVERY_SECONDS: Final = 1.0
logger = get_logger()


@dataclass(frozen=True, slots=True)
class Whole:
    """What a tenant's portals that are on are read from, as of a number of its rules."""

    number: int
    versions: Mapping[str, int]
    definitions: Definitions


class PoliciesInForce:
    """Every tenant's rules, as far as somebody has asked for them."""

    def __init__(self, database: Database, transactor: Transactor, definitions: Kept[str, DefinitionsAt]) -> None:
        self._database, self._transactor, self._definitions = database, transactor, definitions
        self._kept: Kept[str, Whole] = Kept(MAX_TENANTS)
        self._read: Kept[tuple[str, str], ReadPortal] = Kept(MAX_READ)
        self._drafts: Kept[tuple[str, str], ReadPortal] = Kept(MAX_DRAFTS)
        self._loading: dict[str, asyncio.Task[Whole]] = {}

    async def of(self, who: Principal) -> InForce | None:
        """Give the caller's, or None where the portal is off, unknown or cannot be read.

        Who looks at a draft gets what it makes of them, by the same way: it only stands in the published one's place.
        """
        whole = self._kept.get(who.tenant)
        if whole is None:
            whole = await self._load(who.tenant)
        tenant, _, slug = who.portal.rpartition("/")
        if tenant not in ("", who.tenant):
            return None
        read = await (self._drafted(who, whole) if who.preview else self._published(who.tenant, slug, whole))
        return read.of(slug, who.roles, who.account) if read is not None else None

    async def _published(self, tenant: str, slug: str, whole: Whole) -> ReadPortal | None:
        """Give the version in force, or one that has come since: then the whole is dropped any moment."""
        version, key = whole.versions.get(slug), (tenant, slug)
        read = self._read.get(key)
        if version is None or (read is not None and read.is_of(version, whole.definitions)):
            return read if version is not None else None
        found = await MongoRules(self._transactor.reading(tenant), self._definitions).portal(slug)
        if found is None:
            return None
        version, document = found
        read = self._read.get(key)  # of all who waited for the database, one reads
        if read is None or not read.is_of(version, whole.definitions):
            read = read_portal(tenant, slug, version, document, whole.definitions)
            self._read.put(key, read)
        return read

    async def _drafted(self, who: Principal, whole: Whole) -> ReadPortal | None:
        """Give the draft that the caller's token names; read anew when a module has changed."""
        key = (who.tenant, who.preview)
        read = self._drafts.get(key)
        if read is not None and read.definitions is whole.definitions:
            return read
        preview = await MongoPreviews(self._transactor.reading(who.tenant)).find(who.preview)
        if preview is None:
            return None
        read = read_portal(who.tenant, preview.slug, preview.revision, preview.document, whole.definitions)
        self._drafts.put(key, read)
        return read

    async def on_changed(self, event: CloudEvent) -> None:
        """Drop a tenant's rules: some replica has committed newer ones."""
        self._forget(event.tenantid)

    async def watch(self) -> None:
        """Compare with the database every second, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            try:
                await self.compare()
            except PyMongoError as error:
                logger.warning("records.policies.not_compared", reason=type(error).__name__)

    async def compare(self) -> None:
        """Drop the rules of every tenant that has newer ones."""
        tenants = self._kept.keys()
        rows = self._database.raw[RULES].find({"tenant": {"$in": tenants}})
        numbers = {row["tenant"]: row["number"] for row in await rows.to_list(length=MAX_TENANTS)}
        for tenant in tenants:
            whole = self._kept.get(tenant)
            if whole is not None and whole.number != numbers.get(tenant, 0):
                self._forget(tenant)

    def _forget(self, tenant: str) -> None:
        self._kept.drop(tenant)
        self._loading.pop(tenant, None)

    async def _load(self, tenant: str) -> Whole:
        """Load once for all who wait; what was begun before a change is not kept."""
        loading = self._loading.get(tenant)
        if loading is None:
            loading = self._loading[tenant] = asyncio.create_task(self._whole(tenant))
        try:
            whole = await asyncio.shield(loading)
        except BaseException:
            if self._loading.get(tenant) is loading and loading.done():
                del self._loading[tenant]
            raise
        if self._loading.get(tenant) is loading:
            del self._loading[tenant]
            self._kept.put(tenant, whole)
        return whole

    async def _whole(self, tenant: str) -> Whole:
        rules = MongoRules(self._transactor.reading(tenant), self._definitions)
        return Whole(await rules.number(), await rules.versions(), await rules.definitions())
