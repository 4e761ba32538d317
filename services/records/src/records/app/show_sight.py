"""Shows what a membership sees of its portal: each module that shows, with how many records its list has."""

from typing import Final

from contracts.records.dashboard import HowMany
from contracts.records.sight import SeenModule, ShowSight, Sight
from records.app.context import Context
from records.app.explaining.case import principal_of
from records.app.looking import Look, looks
from records.domain.refusal import UnknownMembership
from records.ports import Order, Wanted

EXAMINED: Final = 1_000
"""Records of a module that are gone through; where there are more, the answer says "at least"."""
BY_RECORD: Final = Order("record_id")


async def show_sight(request: ShowSight, at: Context) -> Sight:
    """Ask the membership's own rules. Raises UnknownMembership for one that was never heard of or has ended."""
    one = await at.memberships.find(request.membership)
    if one is None or not one.live:
        raise UnknownMembership
    who = principal_of(one, at.tenant)
    found = await at.policies.of(who)
    seen = await looks(who, at) if found is not None else []
    return Sight(
        membership_id=one.id,
        portal=f"{at.tenant}/{one.portal}",
        version=found.policy.version if found is not None else None,
        modules=tuple([await _seen(looking, at) for looking in seen]),
    )


async def _seen(looking: Look, at: Context) -> SeenModule:
    module = looking.module
    return SeenModule(
        module=module.module, label=dict(module.label), actions=module.actions, count=await _count(looking, at)
    )


async def _count(looking: Look, at: Context) -> HowMany:
    """Count what the list shows, as the list counts itself: what meets the policy's filter, in the database."""
    wanted = Wanted(looking.query(), {})
    until = await at.records.edge(wanted, BY_RECORD, None, EXAMINED) if looking.module.filter else None
    many = sum((await at.records.stages(wanted, BY_RECORD, EXAMINED + 1, until)).values())
    whole = until is None and many <= EXAMINED
    return many if whole else f"{min(many, EXAMINED)}+"
