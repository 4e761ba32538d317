"""A caller who looks: the module's policy, the database's filter, and the same rules again for each row in hand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from contracts.principal import Principal
from policy import ModulePolicy, Policy, Viewer, decide, mongo_filter, mongo_projection, project, today_in
from records.app.context import Context
from records.app.outward import outward
from records.domain.refusal import NoPortal, NotFound
from records.ports import InForce, Row

Shown = dict[str, Any]


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

    def query(self, module: ModulePolicy | None = None) -> Mapping[str, object]:
        """Give the database's filter, of this module or of another one that the caller sees."""
        return mongo_filter(module or self.module, self.viewer, self.now)

    def fields(self) -> Mapping[str, object]:
        """Give the projection: what may be shown, and what the rules have to be asked about."""
        return dict(mongo_projection(self.module, for_verdict=True))

    def allows(self, row: Row) -> bool:
        """Ask the rules again about a row that the database let through: both must agree."""
        return decide(self.policy, self.viewer, self.module.module, row, self.now).allowed


async def look(who: Principal, module: str, at: Context) -> Look:
    """Look into a module. Raises NoPortal; NotFound for one that does not show, exactly as for one that is not."""
    found = await in_force(who, at)
    granted = found.policy.modules.get(module)
    if granted is None or not granted.shows:
        raise NotFound
    now = at.now()
    today = today_in(found.portal.defaults.time_zone, now)
    viewer = Viewer(who.tenant, who.membership, who.account, who.contact, today)
    return Look(found.policy, granted, viewer, now)


async def shown(rows: Collection[Row], looking: Look, at: Context) -> list[Shown]:
    """Give the rows as the policy shows them; of related records only those that show by themselves."""
    projected = [project(looking.module, row) for row in rows]
    visible = await _visible_related(projected, looking, at)
    for one in projected:
        if "related" in one:
            one["related"] = [each for each in _related(one) if each["id"] in visible]
    return [cast("Shown", outward(one)) for one in projected]


async def _visible_related(projected: Collection[Mapping[str, object]], looking: Look, at: Context) -> set[str]:
    asked: dict[str, set[str]] = {}
    for one in projected:
        for each in _related(one):
            asked.setdefault(each["module"], set()).add(each["id"])
    visible: set[str] = set()
    for module, ids in asked.items():
        granted = looking.policy.modules.get(module)
        if granted is not None and granted.shows:
            visible |= await at.records.among(ids, looking.query(granted))
    return visible


def _related(projected: Mapping[str, object]) -> list[dict[str, str]]:
    return cast("list[dict[str, str]]", projected.get("related", []))
