"""A caller who looks: the module's policy, the database's filter, and the same rules again for each row in hand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, cast

from contracts.principal import Principal
from policy import Judge, ModulePolicy, Policy, Projector, Viewer, mongo_filter, mongo_projection, only, today_in
from records.app.context import Context
from records.app.outward import outward
from records.domain.refusal import NoPortal, NotFound
from records.ports import InForce, Row, Wanted

Shown = dict[str, Any]
BRIEFLY: Final = ("title", "status", "issued_on", "due_on", "currency", "total", "balance")
"""What a record is told by in a few words, where its module reads it."""
OF_RELATED: Final = ("title", "status")
"""What a related record is named by, where its own module reads it."""


async def in_force(who: Principal, at: Context) -> InForce:
    """Give what the caller's portal lets them see and do. Raises NoPortal."""
    found = await at.policies.of(who)
    if found is None:
        raise NoPortal
    return found


@dataclass(frozen=True, slots=True)
class Look:
    """One caller looking into one module at one moment."""

    policy: Policy
    module: ModulePolicy
    viewer: Viewer
    now: datetime

    def narrowed(self, module: ModulePolicy) -> "Look":
        """Look with a narrower policy of the same module: every rule below asks that one."""
        if module is self.module:
            return self
        policy = replace(self.policy, modules={**self.policy.modules, module.module: module})
        return replace(self, policy=policy, module=module)

    def elsewhere(self, module: str) -> "Look | None":
        """Look into another module; None where it does not show."""
        granted = self.policy.modules.get(module)
        return replace(self, module=granted) if granted is not None and granted.shows else None

    def query(self) -> Mapping[str, object]:
        """Give the database's filter."""
        return mongo_filter(self.module, self.viewer, self.now)

    def fields(self) -> Mapping[str, object]:
        """Give the projection: what may be shown, and what the rules have to be asked about."""
        return dict(mongo_projection(self.module, for_verdict=True))

    def allowed(self, rows: Iterable[Row]) -> list[Row]:
        """Ask the rules again about rows that the database let through, and give those that pass: both must agree."""
        judge = Judge(self.policy, self.viewer, self.module.module, self.now)
        return [row for row in rows if judge.allows(row)]

    def allows(self, row: Row) -> bool:
        """Ask the rules about one row."""
        return bool(self.allowed([row]))


async def look(who: Principal, module: str, at: Context) -> Look:
    """Look into a module. Raises NoPortal; NotFound for one that does not show, exactly as for one that is not."""
    found = await in_force(who, at)
    granted = found.policy.modules.get(module)
    if granted is None or not granted.shows:
        raise NotFound
    now = at.now()
    return Look(found.policy, granted, viewer_of(who, found, now), now)


async def looks(who: Principal, at: Context) -> list[Look]:
    """Look into each module that shows, in the portal's order, all at one moment. Raises NoPortal."""
    found = await in_force(who, at)
    now = at.now()
    viewer = viewer_of(who, found, now)
    return [Look(found.policy, module, viewer, now) for module in found.policy.modules.values() if module.shows]


def viewer_of(who: Principal, found: InForce, now: datetime) -> Viewer:
    """Give who looks, on the portal's own date."""
    today = today_in(found.portal.defaults.time_zone, now)
    return Viewer(who.tenant, who.membership, who.account, who.contact, today)


async def shown(rows: Collection[Row], looking: Look, unasked: Look, at: Context) -> list[Shown]:
    """Give the rows as the policy shows them; of related records only those that show by themselves, with their names.

    `unasked` is the look before anything was asked for: a condition on a list says nothing about what is related.
    """
    project = Projector(looking.module).project
    projected = [project(row) for row in rows]
    named = await _related_by_name(projected, unasked, at)
    for one in projected:
        if "related" in one:
            one["related"] = [{**each, **named[each["id"]]} for each in _related(one) if each["id"] in named]
    return [cast("Shown", outward(one)) for one in projected]


async def _related_by_name(
    projected: Collection[Mapping[str, object]], looking: Look, at: Context
) -> Mapping[str, Mapping[str, object]]:
    """Give title and status, as far as they may be read, of each related record that shows."""
    asked: dict[str, set[str]] = {}
    for one in projected:
        for each in _related(one):
            asked.setdefault(each["module"], set()).add(each["id"])
    named: dict[str, Mapping[str, object]] = {}
    for module, ids in asked.items():
        there = looking.elsewhere(module)
        if there is not None:
            named |= await _names(ids, there, at)
    return named


async def _names(ids: Collection[str], looking: Look, at: Context) -> Mapping[str, Mapping[str, object]]:
    readable = [name for name in OF_RELATED if name in looking.module.readable]
    there = looking.narrowed(only(looking.module, readable) or looking.module)
    rows = await at.records.some(ids, Wanted(there.query(), there.fields()))
    project = Projector(there.module).project
    found = [(row["_id"], project(row)) for row in there.allowed(rows)]
    return {name: {field: one[field] for field in readable} for name, one in found}


def _related(projected: Mapping[str, object]) -> list[dict[str, str]]:
    return cast("list[dict[str, str]]", projected.get("related", []))
