"""Shows what a draft would show, by the rules and the code that lists and pages are made with."""

from contracts.message import Who
from contracts.principal import Principal
from contracts.records.sampling import DraftSample, ModuleSample, SampleDraft
from contracts.records.viewing import ListRecords
from policy import Policy, Portal, compile_policy
from records.app.asking import question
from records.app.context import Context
from records.app.dry_run.sides import read_draft
from records.app.looking import Look, Shown, shown, viewer_of
from records.app.show_portal import told_module
from records.app.sorting import usual_order
from records.app.stretches import next_page, total
from records.domain.refusal import UnknownRoles
from records.ports import InForce

NOBODY = "sample"
"""The membership that looks: none has this id, so nothing that is a membership's own shows."""


async def sample_draft(request: SampleDraft, who: Principal, at: Context) -> DraftSample:
    """Give the modules and some records of each. Raises DraftInvalid, UnknownRoles."""
    portal = read_draft(request.document, await at.rules.definitions())
    unknown = [number for number, role in enumerate(request.roles) if role not in portal.roles]
    if unknown:
        raise UnknownRoles.at(unknown)
    roles, account = frozenset(request.roles), request.account_id or ""
    policy = compile_policy(portal, request.draft_revision, roles, account)
    looks = _looks(portal, policy, _somebody(request, who, at), at)
    wanted = [look for look in looks if request.module in (None, look.module.module)]
    return DraftSample(
        modules=tuple(told_module(look.module) for look in looks),
        samples=tuple([await _sample(look, request.limit, at) for look in wanted]),
    )


def _somebody(request: SampleDraft, who: Principal, at: Context) -> Principal:
    return Principal(
        Who.USER,
        tenant=at.tenant,
        subject=who.subject,
        portal=request.slug,
        membership=NOBODY,
        account=request.account_id or "",
        roles=frozenset(request.roles),
        read_only=True,
    )


def _looks(portal: Portal, policy: Policy, who: Principal, at: Context) -> list[Look]:
    now = at.now()
    viewer = viewer_of(who, InForce(portal, policy), now)
    return [Look(policy, module, viewer, now) for module in policy.modules.values() if module.shows]


async def _sample(looking: Look, limit: int, at: Context) -> ModuleSample:
    name = looking.module.module
    asked = question(ListRecords(module=name, limit=limit), looking)
    page = await next_page(asked, usual_order(looking.module), None, limit, at)
    items = await shown(asked.looking.allowed(page.rows), asked.looking, looking, at)
    record, count = await _whole(items, looking, at), await total(asked, at) if items else 0
    return ModuleSample(module=name, items=tuple(items), record=record, total=count)


async def _whole(items: list[Shown], looking: Look, at: Context) -> Shown | None:
    """Give the first of them as its page has it."""
    row = await at.records.find(items[0]["id"], looking.query(), looking.fields()) if items else None
    if row is None or not looking.allows(row):
        return None
    [record] = await shown([row], looking, looking, at)
    return record
