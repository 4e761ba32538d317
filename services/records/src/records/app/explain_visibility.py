"""Explains why a membership sees a record or does not: the enforcement's own rules, one by one."""

from contracts.records.explaining import MAX_EXPLAINED, ExplainVisibility, Explanation
from records.app.context import Context
from records.app.explaining.case import Case, explained, principal_of
from records.app.explaining.past import past
from records.app.explaining.told import cause_of, revision_told
from records.domain.membership import Membership
from records.domain.public_id import public_id
from records.domain.refusal import NobodyNamed, NotFound, UnknownMembership, VersionOfNoPortal
from records.ports import Row


async def explain_visibility(request: ExplainVisibility, at: Context) -> Explanation:
    """Explain it. Raises NobodyNamed, VersionOfNoPortal, NotFound, UnknownMembership, and what `past` raises.

    Nothing of the record is kept back: who may ask may see it.
    """
    if request.membership is None and request.user is None:
        raise NobodyNamed
    if request.version is not None and request.membership is None:
        raise VersionOfNoPortal
    row = await _record(request, at)
    memberships = await _memberships(request, at)
    case = Case(row, (await at.rules.definitions()).get(row["module"]), request.at or at.now())
    items = []
    for one in memberships[:MAX_EXPLAINED]:
        who = principal_of(one, at.tenant)
        now = await at.policies.of(who)
        asked = now if request.version is None else await past(who, request.version, at)
        items.append(explained(case, one, asked, now))
    history = await at.revisions.of(row["_id"])
    return Explanation(
        id=row["_id"],
        module=row["module"],
        record_id=row["record_id"],
        at=case.now,
        cause=cause_of(row, history),
        revisions=tuple(revision_told(line) for line in history),
        items=tuple(items),
        more=len(memberships) > MAX_EXPLAINED,
    )


async def _record(request: ExplainVisibility, at: Context) -> Row:
    row = await at.records.whole(request.id)
    if request.module is not None and (row is None or row["module"] != request.module):
        row = await at.records.whole(public_id(at.tenant, request.module, request.id))
    if row is None:
        raise NotFound
    return row


async def _memberships(request: ExplainVisibility, at: Context) -> list[Membership]:
    """Give those that are asked about, live ones first."""
    if request.membership is None:
        found = await at.memberships.of_user(request.user or "")
    else:
        one = await at.memberships.find(request.membership)
        found = [one] if one is not None and request.user in (None, one.user) else []
    if not found:
        raise UnknownMembership
    return sorted(found, key=lambda one: not one.live)
