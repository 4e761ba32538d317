"""The policies in force in this replica: each tenant's rules as one whole version, swapped and never patched.

What is kept is dropped when a change is broadcast, and compared with the database every second. A portal that
cannot be read is as good as off.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pymongo.errors import PyMongoError

from chassis.logs import get_logger
from chassis.mongo import Database
from chassis.work import Transactor
from contracts.envelope import CloudEvent
from contracts.principal import Principal
from policy import Invalid, Policy, Portal, compile_policy, overrides_of, parse_portal
from records.ports import InForce
from records.storage.kept import Kept
from records.storage.previews import MongoPreviews
from records.storage.rules import RULES, Definitions, DefinitionsAt, MongoRules

MAX_TENANTS: Final = 500
MAX_COMPILED: Final = 200
"""Of one tenant: combinations of portal, roles and overrides; a policy shares nearly all of its portal."""
MAX_DRAFTS: Final = 50
LOOK_EVERY_SECONDS: Final = 1.0
CompiledKey = tuple[str, int, frozenset[str], tuple[int, ...]]
logger = get_logger()


@dataclass(frozen=True, slots=True)
class Whole:
    """A tenant's portals that are on, as of a number of its rules, and what was compiled from them."""

    number: int
    portals: Mapping[str, tuple[int, Portal]]
    compiled: Kept[CompiledKey, Policy] = field(default_factory=lambda: Kept(MAX_COMPILED))

    def of(self, slug: str, roles: frozenset[str], account: str) -> InForce | None:
        """Give what these roles and this account make of a portal."""
        published = self.portals.get(slug)
        if published is None:
            return None
        version, portal = published
        key = (slug, version, roles, overrides_of(portal, account))
        policy = self.compiled.get(key)
        if policy is None:
            policy = compile_policy(portal, version, roles, account)
            self.compiled.put(key, policy)
        return InForce(portal, policy)


class PoliciesInForce:
    """Every tenant's rules, as far as somebody has asked for them."""

    def __init__(self, database: Database, transactor: Transactor, definitions: Kept[str, DefinitionsAt]) -> None:
        self._database, self._transactor, self._definitions = database, transactor, definitions
        self._kept: Kept[str, Whole] = Kept(MAX_TENANTS)
        self._drafts: Kept[tuple[str, str], Whole] = Kept(MAX_DRAFTS)
        self._loading: dict[str, asyncio.Task[Whole]] = {}

    async def of(self, who: Principal) -> InForce | None:
        """Give the caller's, or None where the portal is off, unknown or cannot be read.

        Who looks at a draft gets what it makes of them, by the same way: it only stands in the published one's place.
        """
        whole = self._kept.get(who.tenant)
        if whole is None:
            whole = await self._load(who.tenant)
        if who.preview:
            whole = await self._drafted(who, whole.number)
        tenant, _, slug = who.portal.rpartition("/")
        if tenant not in ("", who.tenant):
            return None
        return whole.of(slug, who.roles, who.account)

    async def _drafted(self, who: Principal, number: int) -> Whole:
        """Give the draft that the caller's token names, and no other portal; parsed anew when a module has changed."""
        key = (who.tenant, who.preview)
        drafted = self._drafts.get(key)
        if drafted is None or drafted.number != number:
            work = self._transactor.reading(who.tenant)
            preview = await MongoPreviews(work).find(who.preview)
            portals: dict[str, tuple[int, Portal]] = {}
            if preview is not None:
                definitions = await MongoRules(work, self._definitions).definitions()
                portals = _readable(who.tenant, {preview.slug: (preview.revision, preview.document)}, definitions)
            drafted = Whole(number, portals)
            if portals:
                self._drafts.put(key, drafted)
        return drafted

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
            loading = self._loading[tenant] = asyncio.create_task(self._read(tenant))
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

    async def _read(self, tenant: str) -> Whole:
        rules = MongoRules(self._transactor.reading(tenant), self._definitions)
        number = await rules.number()
        definitions = await rules.definitions()
        return Whole(number, _readable(tenant, await rules.published(), definitions))


def _readable(
    tenant: str, documents: Mapping[str, tuple[int, Mapping[str, object]]], definitions: Definitions
) -> dict[str, tuple[int, Portal]]:
    """Give those that can be read; each other one is closed, and said so."""
    portals: dict[str, tuple[int, Portal]] = {}
    for slug, (version, document) in documents.items():
        try:
            portals[slug] = (version, parse_portal(document, definitions))
        except Invalid as error:
            first = error.faults[0]
            about = {"tenant": tenant, "portal": slug, "version": version, "place": first.pointer, "why": first.code}
            logger.error("records.policy.unreadable", **about)  # noqa: TRY400  the place says it all
    return portals
