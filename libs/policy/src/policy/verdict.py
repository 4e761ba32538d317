"""Whether one membership may see, do or read something of one record in hand, and the rule that says no.

The same answer as `mongo_filter` gives in the database; a property test compares them. Rules are asked in the order of
`RULES` and the first refusal wins. `portal` refuses where there is no policy in force; `membership` is asked by whoever
knows memberships, before there is a viewer.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from policy.audience import scope_keys
from policy.builtin import ALWAYS_READABLE
from policy.compile import ModulePolicy, Policy
from policy.filters import bind, holds
from policy.value import instant
from policy.viewer import Viewer

Record = Mapping[str, object]

RULES: Final = (
    "tenant",
    "portal",
    "membership",
    "module",
    "role",
    "scope",
    "deleted",
    "hidden",
    "visible_from",
    "visible_until",
    "filter",
    "action",
    "field",
)
ALLOWED: Final = "allowed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word of one rule. A final verdict names the rule that refused, or `ALLOWED`."""

    allowed: bool
    rule: str


@dataclass(frozen=True, slots=True)
class _Case:
    """One record before one module's rules, at a moment."""

    module: ModulePolicy
    viewer: Viewer
    record: Record
    now: datetime


def decide(
    policy: Policy | None,
    viewer: Viewer,
    module: str,
    record: Record,
    now: datetime,
    action: str = "view",
    field: str | None = None,
) -> Verdict:
    """The first refusal, or that it is allowed to do `action` (and to read `field` where given). `now` is aware."""
    for verdict in explain(policy, viewer, module, record, now, action, field):
        if not verdict.allowed:
            return verdict
    return Verdict(allowed=True, rule=ALLOWED)


def explain(
    policy: Policy | None,
    viewer: Viewer,
    module: str,
    record: Record,
    now: datetime,
    action: str = "view",
    field: str | None = None,
) -> Iterator[Verdict]:
    """Every rule's word, in order. Ends at a refusal that leaves nothing to ask the later rules about."""
    if now.tzinfo is None:
        raise ValueError("a moment needs its offset")
    yield Verdict(record.get("tenant") == viewer.tenant, "tenant")
    yield Verdict(policy is not None, "portal")
    if policy is None:
        return
    granted = policy.modules.get(module) if record.get("module") == module else None
    if granted is None:
        yield Verdict(allowed=False, rule=policy.withheld.get(module, "module"))
        return
    yield Verdict(allowed=True, rule="module")
    yield Verdict(allowed=True, rule="role")
    case = _Case(granted, viewer, record, instant(now))
    yield Verdict(_in_scope(case), "scope")
    for rule, says in _STANDING_RULES:
        yield Verdict(says(record, case.now), rule)
    yield Verdict(_passes_filter(case), "filter")
    yield Verdict(granted.shows and action in granted.actions, "action")
    if field is not None:
        yield Verdict(field in granted.readable or field in ALWAYS_READABLE, "field")


def _in_scope(case: _Case) -> bool:
    audience = case.record.get("audience")
    if not isinstance(audience, list | tuple):
        return False
    return any(key in audience for key in scope_keys(case.module.scope, case.viewer))


def _started(record: Record, now: datetime) -> bool:
    start = record.get("visible_from")
    return start is None or (isinstance(start, datetime) and instant(start) <= now)


def _not_over(record: Record, now: datetime) -> bool:
    end = record.get("visible_until")
    return end is None or (isinstance(end, datetime) and instant(end) > now)


def _passes_filter(case: _Case) -> bool:
    return case.module.filter is None or holds(bind(case.module.filter, case.viewer), case.record.get("values"))


_STANDING_RULES: Final[tuple[tuple[str, Callable[[Record, datetime], bool]], ...]] = (
    ("deleted", lambda record, _now: record.get("deleted") is False),
    ("hidden", lambda record, _now: record.get("hidden") is False),
    ("visible_from", _started),
    ("visible_until", _not_over),
)


def stands(record: Record, now: datetime) -> bool:
    """Whether a record shows to anybody at all: the rules between scope and filter, which ask for no viewer."""
    moment = instant(now)
    return all(says(record, moment) for _, says in _STANDING_RULES)
