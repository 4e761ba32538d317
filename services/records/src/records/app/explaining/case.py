"""One membership before one record: what each rule says, and which one decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from contracts.message import Who
from contracts.principal import Principal
from contracts.records.explaining import Explained, RuleAsked
from policy import ALLOWED, ModuleDefinition, Verdict, explain, missed, rights
from records.app.explaining.told import missed_told
from records.app.looking import viewer_of
from records.domain.membership import Membership
from records.ports import InForce, Row

PORTAL: Final = "portal"
"""The rule after which memberships are asked: `policy` leaves that one to whoever knows them."""


@dataclass(frozen=True, slots=True)
class Case:
    """A record, its module as it is defined today, and a moment."""

    row: Row
    definition: ModuleDefinition | None
    now: datetime


def principal_of(one: Membership, tenant: str) -> Principal:
    """Give whom the doors for customers have before them when this membership asks."""
    return Principal(
        Who.USER,
        tenant=tenant,
        subject=one.user,
        membership=one.id,
        portal=one.portal,
        account=one.account,
        contact=one.contact,
        roles=one.roles,
    )


def explained(case: Case, one: Membership, asked: InForce | None, now: InForce | None) -> Explained:
    """Ask every rule of `asked`, a policy of this membership or None where its portal is off; `now` is in force."""
    who = principal_of(one, case.row["tenant"])
    verdicts = list(_verdicts(case, one, who, asked))
    decided_by = next((verdict.rule for verdict in verdicts if not verdict.allowed), ALLOWED)
    granted = asked.policy.modules.get(case.row["module"]) if asked is not None and one.live else None
    viewer = viewer_of(who, asked, case.now) if asked is not None else None
    lacking = missed(granted.filter, viewer, case.row["values"]) if granted is not None and viewer is not None else ()
    return Explained(
        membership_id=one.id,
        user_id=one.user,
        portal=f"{who.tenant}/{one.portal}",
        account_id=one.account,
        contact_id=one.contact,
        roles=tuple(sorted(one.roles)),
        version=asked.policy.version if asked is not None else None,
        in_force=asked is not None and now is not None and asked.policy.version == now.policy.version,
        visible=decided_by == ALLOWED,
        decided_by=decided_by,
        rules=tuple(RuleAsked(rule=v.rule, allowed=v.allowed, deciding=v.rule == decided_by) for v in verdicts),
        missed=tuple(missed_told(each) for each in lacking),
        actions=granted.actions if granted is not None else (),
        fields=rights(case.definition, granted) if case.definition is not None else {},
    )


def _verdicts(case: Case, one: Membership, who: Principal, asked: InForce | None) -> Iterator[Verdict]:
    """Give the rules' words; an ended membership has neither roles nor contact left to ask the later ones about."""
    if asked is None:
        yield Verdict(who.tenant == case.row["tenant"], "tenant")
        yield Verdict(allowed=False, rule=PORTAL)
        return
    viewer = viewer_of(who, asked, case.now)
    for verdict in explain(asked.policy, viewer, case.row["module"], case.row, case.now):
        yield verdict
        if verdict.rule == PORTAL:
            yield Verdict(one.live, "membership")
            if not one.live:
                return
