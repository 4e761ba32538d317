"""Rules refuse in one order, and the verdict names the first that does."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from policy import PRESET_MODULES, RULES, Policy, Viewer, compile_policy, decide, explain, parse_portal, stamp
from worlds.sample import entry, portal_of

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
VIEWER = Viewer("acme", "m1", "C-1", "P-7", date(2026, 11, 22))
ALL = {"field": "status", "op": "eq", "value": "open"}
RECORD: dict[str, Any] = {
    "_id": "r1",
    "tenant": "acme",
    "module": "invoices",
    "record_id": "INV/1",
    "revision": 1,
    "audience": list(stamp(["C-1"], ["P-7"], ["C-0"])),
    "deleted": False,
    "hidden": False,
    "visible_from": None,
    "visible_until": None,
    "values": {"title": "Invoice 1", "status": "open", "fields": {}},
}


def policy(*roles: str, **changes: object) -> Policy:
    invoices = entry("invoices", actions=["view", "pay"], filter=ALL, **changes)
    document = portal_of(invoices, entry("orders", on=False), roles={"technical": {"modules": ["orders"]}})
    return compile_policy(parse_portal(document, PRESET_MODULES), 1, frozenset(roles), "C-1")


REFUSALS: dict[str, dict[str, Any]] = {
    "tenant": {"tenant": "bolt"},
    "scope": {"audience": list(stamp(["C-2"], [], []))},
    "deleted": {"deleted": True},
    "hidden": {"hidden": True},
    "visible_from": {"visible_from": NOW + timedelta(milliseconds=1)},
    "visible_until": {"visible_until": NOW},
    "filter": {"values": {"status": "draft"}},
}


def test_a_record_inside_every_rule_shows() -> None:
    verdict = decide(policy(), VIEWER, "invoices", RECORD, NOW)

    assert verdict.allowed
    assert verdict.rule == "allowed"


@pytest.mark.parametrize("rule", REFUSALS)
def test_each_rule_refuses_alone(rule: str) -> None:
    verdict = decide(policy(), VIEWER, "invoices", RECORD | REFUSALS[rule], NOW)

    assert (verdict.allowed, verdict.rule) == (False, rule)


@pytest.mark.parametrize("first", range(len(REFUSALS)))
def test_the_first_refusal_wins(first: int) -> None:
    rules = [rule for rule in RULES if rule in REFUSALS][first:]
    record = dict(RECORD)
    for rule in rules:
        record |= REFUSALS[rule]

    assert decide(policy(), VIEWER, "invoices", record, NOW).rule == rules[0]


def test_without_a_policy_in_force_nothing_shows() -> None:
    assert decide(None, VIEWER, "invoices", RECORD, NOW).rule == "portal"


def test_a_module_that_is_off_or_unheard_of_or_not_the_records_shows_nothing() -> None:
    orders = RECORD | {"module": "orders"}

    assert decide(policy(), VIEWER, "orders", orders, NOW).rule == "module"
    assert decide(policy(), VIEWER, "dragons", RECORD | {"module": "dragons"}, NOW).rule == "module"
    assert not decide(policy(), VIEWER, "invoices", orders, NOW).allowed


def test_a_module_that_no_role_grants_is_refused_by_the_roles() -> None:
    assert decide(policy("technical"), VIEWER, "invoices", RECORD, NOW).rule == "role"


def test_an_action_that_is_not_granted_is_refused_after_everything_else() -> None:
    assert decide(policy(), VIEWER, "invoices", RECORD, NOW, action="pay").allowed
    assert decide(policy(), VIEWER, "invoices", RECORD, NOW, action="share").rule == "action"


def test_nothing_may_be_done_to_what_may_not_be_viewed() -> None:
    document = portal_of(entry("invoices", actions=["pay"]))
    blind = compile_policy(parse_portal(document, PRESET_MODULES), 1, frozenset(), "C-1")

    assert decide(blind, VIEWER, "invoices", RECORD, NOW, action="pay").rule == "action"


def test_a_field_that_is_not_granted_is_refused_last() -> None:
    assert decide(policy(), VIEWER, "invoices", RECORD, NOW, field="title").allowed
    assert decide(policy(), VIEWER, "invoices", RECORD, NOW, field="record_id").allowed
    assert decide(policy(), VIEWER, "invoices", RECORD, NOW, field="total").rule == "field"


def test_visible_from_includes_its_moment_and_visible_until_does_not() -> None:
    at = RECORD | {"visible_from": NOW, "visible_until": NOW + timedelta(milliseconds=1)}

    assert decide(policy(), VIEWER, "invoices", at, NOW).allowed
    assert decide(policy(), VIEWER, "invoices", at, NOW + timedelta(milliseconds=1)).rule == "visible_until"


@pytest.mark.parametrize(
    "broken",
    [{"audience": "a:C-1"}, {"hidden": 0}, {"deleted": None}, {"visible_from": "2020"}, {"values": [RECORD["values"]]}],
)
def test_a_record_that_is_not_what_it_should_be_does_not_show(broken: dict[str, object]) -> None:
    assert not decide(policy(), VIEWER, "invoices", RECORD | broken, NOW).allowed


def test_an_empty_record_does_not_show() -> None:
    assert not decide(policy(), VIEWER, "invoices", {}, NOW).allowed


def test_a_moment_without_offset_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="offset"):
        decide(policy(), VIEWER, "invoices", RECORD, datetime(2026, 11, 22))  # noqa: DTZ001


def test_explaining_asks_every_rule() -> None:
    verdicts = list(explain(policy(), VIEWER, "invoices", RECORD | {"hidden": True}, NOW, field="title"))

    assert [verdict.rule for verdict in verdicts] == [rule for rule in RULES if rule != "membership"]
    assert [verdict.rule for verdict in verdicts if not verdict.allowed] == ["hidden"]


SCOPES = {
    "own": (stamp(["C-1"], ["P-7"], []), stamp(["C-1"], ["P-8"], [])),
    "account": (stamp(["C-1"], [], []), stamp(["C-10"], [], ["C-1"])),
    "account_tree": (stamp(["C-2"], [], ["C-1"]), stamp(["C-0"], [], [])),
}


@pytest.mark.parametrize("scope", SCOPES)
def test_each_scope_reaches_this_far(scope: str) -> None:
    inside, outside = SCOPES[scope]

    assert decide(policy(scope=scope), VIEWER, "invoices", RECORD | {"audience": list(inside)}, NOW).allowed
    assert decide(policy(scope=scope), VIEWER, "invoices", RECORD | {"audience": list(outside)}, NOW).rule == "scope"


def test_own_includes_what_the_membership_made_also_without_a_contact() -> None:
    made = RECORD | {"audience": list(stamp(["C-1"], [], [], "m1"))}
    nobody = Viewer("acme", "m1", "C-1", None, VIEWER.today)

    assert decide(policy(scope="own"), nobody, "invoices", made, NOW).allowed
    assert decide(policy(scope="own"), nobody, "invoices", RECORD, NOW).rule == "scope"


def test_everyone_reaches_every_account() -> None:
    other = RECORD | {"audience": list(stamp(["C-9"], [], []))}

    assert decide(policy(scope="everyone", everyone=True), VIEWER, "invoices", other, NOW).allowed
