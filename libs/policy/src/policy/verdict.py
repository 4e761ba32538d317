"""Whether one membership may see, do or read something of one record in hand, and the rule that says no.

The same answer as `mongo_filter` gives in the database; a property test compares them. Rules are asked in the order of
`RULES` and the first refusal wins. `portal` refuses where there is no policy in force; `membership` is asked by whoever
knows memberships, before there is a viewer.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from policy.audience import scope_keys
from policy.builtin import ALWAYS_READABLE
from policy.compile import Policy
from policy.filters import Filter, bind, holds
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


class _Case(NamedTuple):
    """One record before one module's rules, at a moment: the keys of the scope, and the filter, are the viewer's."""

    scope: tuple[str, ...]
    filter: Filter | None
    record: Record
    now: datetime


class Judge:
    """One module's rules, made ready for one viewer at one moment: to be asked of any number of records."""

    def __init__(self, policy: Policy | None, viewer: Viewer, module: str, now: datetime, action: str = "view") -> None:
        """`now` is aware. Without a policy, and of a module that it does not grant, nothing is allowed."""
        if now.tzinfo is None:
            raise ValueError("a moment needs its offset")
        self._policy, self._tenant, self._module, self._now = policy, viewer.tenant, module, instant(now)
        granted = policy.modules.get(module) if policy is not None else None
        self._granted = granted
        if granted is not None:
            self._acts = granted.shows and action in granted.actions
            self._scope = scope_keys(granted.scope, viewer)
            self._filter = bind(granted.filter, viewer) if granted.filter is not None else None

    def allows(self, record: Record) -> bool:
        """Tell whether every rule says yes: the same as the last of `verdicts`, without their names."""
        if self._granted is None or not self._acts:
            return False
        if record.get("tenant") != self._tenant or record.get("module") != self._module:
            return False
        case = self._case(record)
        return all(says(case) for _, says in _RULES_OF_A_RECORD)

    def verdicts(self, record: Record, field: str | None = None) -> Iterator[Verdict]:
        """Every rule's word, in order. Ends at a refusal that leaves nothing to ask the later rules about."""
        policy = self._policy
        yield Verdict(record.get("tenant") == self._tenant, "tenant")
        yield Verdict(policy is not None, "portal")
        if policy is None:
            return
        granted = self._granted if record.get("module") == self._module else None
        if granted is None:
            yield Verdict(allowed=False, rule=policy.withheld.get(self._module, "module"))
            return
        yield Verdict(allowed=True, rule="module")
        yield Verdict(allowed=True, rule="role")
        case = self._case(record)
        for rule, says in _RULES_OF_A_RECORD:
            yield Verdict(says(case), rule)
        yield Verdict(self._acts, "action")
        if field is not None:
            yield Verdict(field in granted.readable or field in ALWAYS_READABLE, "field")

    def _case(self, record: Record) -> _Case:
        return _Case(self._scope, self._filter, record, self._now)


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
    """Every rule's word about one record, as `Judge.verdicts` gives them."""
    return Judge(policy, viewer, module, now, action).verdicts(record, field)


def _in_scope(case: _Case) -> bool:
    audience = case.record.get("audience")
    if not isinstance(audience, list | tuple):
        return False
    return any(key in audience for key in case.scope)


def _started(record: Record, now: datetime) -> bool:
    start = record.get("visible_from")
    return start is None or (isinstance(start, datetime) and instant(start) <= now)


def _not_over(record: Record, now: datetime) -> bool:
    end = record.get("visible_until")
    return end is None or (isinstance(end, datetime) and instant(end) > now)


def _passes_filter(case: _Case) -> bool:
    return case.filter is None or holds(case.filter, case.record.get("values"))


_STANDING_RULES: Final[tuple[tuple[str, Callable[[Record, datetime], bool]], ...]] = (
    ("deleted", lambda record, _now: record.get("deleted") is False),
    ("hidden", lambda record, _now: record.get("hidden") is False),
    ("visible_from", _started),
    ("visible_until", _not_over),
)


def _standing(says: Callable[[Record, datetime], bool]) -> Callable[[_Case], bool]:
    return lambda case: says(case.record, case.now)


_RULES_OF_A_RECORD: Final[tuple[tuple[str, Callable[[_Case], bool]], ...]] = (
    ("scope", _in_scope),
    *((rule, _standing(says)) for rule, says in _STANDING_RULES),
    ("filter", _passes_filter),
)
"""What is asked of a record of a module that is granted, in order."""


def stands(record: Record, now: datetime) -> bool:
    """Whether a record shows to anybody at all: the rules between scope and filter, which ask for no viewer."""
    moment = instant(now)
    return all(says(record, moment) for _, says in _STANDING_RULES)
