"""What a filter says about a record's values: the unknown never shows, not even by negation."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from policy import Viewer, parse_portal
from policy.filters import bind, holds
from worlds import MODULES
from worlds.sample import entry, portal_of

VIEWER = Viewer("acme", "m1", "C-1", None, date(2026, 11, 22))
OPEN = {"field": "status", "op": "eq", "value": "open"}


def passes(document: object, values: object, viewer: Viewer = VIEWER) -> bool:
    (module,) = parse_portal(portal_of(entry("jobs", filter=document)), MODULES).modules
    assert module.filter is not None
    return holds(bind(module.filter, viewer), values)


def one(field: str, op: str, value: object) -> dict[str, object]:
    return {"field": field, "op": op, "value": value}


@pytest.mark.parametrize("values", [{}, {"status": None}, {"status": ["open"]}, {"status": 1}, None, "open", []])
@pytest.mark.parametrize("op", ["eq", "ne", "in", "nin", "contains", "prefix"])
def test_a_condition_on_no_value_never_holds_and_neither_does_its_negation(op: str, values: object) -> None:
    operand: object = ["open"] if op in {"in", "nin"} else "open"

    assert not passes(one("status", op, operand), values)
    assert not passes({"not": one("status", op, operand)}, values)
    assert not passes({"not": {"any": [one("status", op, operand)]}}, values)


def test_exists_false_holds_for_missing_and_null_but_not_for_what_is_mistyped() -> None:
    absent = one("status", "exists", False)

    assert passes(absent, {})
    assert passes(absent, {"status": None})
    assert not passes(absent, {"status": "open"})
    assert not passes(absent, {"status": ["open"]})
    assert passes({"not": one("status", "exists", True)}, {})


def test_negation_turns_all_into_any() -> None:
    not_both = {"not": {"all": [OPEN, one("title", "eq", "a")]}}

    assert passes(not_both, {"status": "open", "title": "b"})
    assert passes(not_both, {"status": "paid"})
    assert not passes(not_both, {"status": "open", "title": "a"})
    assert not passes(not_both, {"status": "open"})


def test_amounts_compare_as_numbers_and_true_is_none() -> None:
    big = one("total", "gte", "1.00")

    assert passes(big, {"total": Decimal(1)})
    assert passes(big, {"total": 1})
    assert not passes(big, {"total": True})
    assert not passes(big, {"total": Decimal("NaN")})
    assert not passes({"not": big}, {"total": Decimal("NaN")})


@pytest.mark.parametrize(
    ("value", "day", "expected"),
    [
        ("$today", "2026-11-22", True),
        ("$today-90d", "2026-08-24", True),
        ("$today-90d", "2026-08-23", False),
        ("$today+30d", "2026-12-22", True),
    ],
)
def test_today_is_the_portals_date(value: str, day: str, expected: bool) -> None:
    assert passes(one("issued_on", "gte", value), {"issued_on": day}) is expected


def test_a_day_beyond_the_calendar_is_unknown() -> None:
    last = Viewer("acme", "m1", "C-1", None, date.max)

    assert not passes(one("issued_on", "lt", "$today+30d"), {"issued_on": "2026-01-01"}, last)
    assert not passes({"not": one("issued_on", "lt", "$today+30d")}, {"issued_on": "2026-01-01"}, last)


def test_me_is_filled_in_and_a_missing_contact_is_unknown() -> None:
    values: dict[str, Any] = {"title": "C-1"}

    assert passes(one("title", "eq", "$me.account"), values)
    assert passes(one("title", "in", ["$me.contact", "C-1"]), values)
    assert not passes(one("title", "ne", "$me.contact"), values)
    assert not passes(one("title", "nin", ["$me.contact", "x"]), values)
    assert not passes(one("title", "in", ["$me.contact"]), values)


def test_searches_are_literal_and_mind_capitals() -> None:
    assert passes(one("title", "contains", "a.b"), {"title": "xa.by"})
    assert not passes(one("title", "contains", "a.b"), {"title": "xaXby"})
    assert passes(one("title", "prefix", "$me"), {"title": "$me.account"})
    assert not passes(one("title", "prefix", "a"), {"title": "A"})
