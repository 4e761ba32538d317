"""What the first-run pages make of a draft: one part changed, everything else as it was."""

from datetime import date
from typing import Any

import pytest

from edge.domain.drafts.first_run import (
    addressed,
    casting,
    dated,
    everything_on,
    is_on,
    modules_on,
    named,
    offered,
    reach,
    reaching,
    showing,
)
from edge.domain.examples import Words, examples
from stack.listed import INVOICES, OWN

ENTRY: dict[str, Any] = {"module": "invoices", "scope": "account", "fields": {"title": "read"}, "sort": "title"}
PRODUCTS: dict[str, Any] = {"module": "products", "on": False, "scope": "everyone", "everyone": True}
ORDERS: dict[str, Any] = {"module": "orders", "scope": "account"}
USUAL: dict[str, Any] = {"admin": {"modules": ["invoices"]}, "viewer": {"modules": [], "without": ["pay"]}}
DRAFT: dict[str, Any] = {
    "slug": "customers", "name": "Old", "audience": "customer", "languages": ["en"], "look": {"logo": "x"},
    "defaults": {"country": "DE"}, "modules": [ENTRY, PRODUCTS], "roles": {"viewer": {"modules": ["mine"]}, "own": {}},
    "terms": {"version": "1"},
}  # fmt: skip
WORDS = Words(["Roof", "Gate"], {"place": "Workshop 3"}, "Example")
TODAY = date(2026, 11, 23)


def test_a_name_keeps_what_it_does_not_say() -> None:
    found = named(DRAFT, name="New", language="de", others={"pt", "de"}, primary="#112233")

    assert (found["name"], found["languages"]) == ("New", ["de", "pt"])
    assert found["look"] == {"logo": "x", "primary": "#112233"}
    assert found["defaults"] == {"country": "DE", "language": "de"}
    assert {**found, "name": "Old", "languages": ["en"], "look": {"logo": "x"}, "defaults": {"country": "DE"}} == DRAFT


def test_dates_follow_the_language_unless_somebody_has_said_how() -> None:
    german = named(DRAFT, name="New", language="de", others=(), primary="#112233")
    said = {**german, "defaults": {**german["defaults"], "date_format": "d.M.yyyy"}}

    assert dated(german)["defaults"]["date_format"] == "dd.MM.yyyy"
    assert dated(said) is said
    assert "date_format" not in dated(named(DRAFT, name="N", language="en", others=(), primary="#112233"))["defaults"]


@pytest.mark.parametrize(("said", "kept"), [(None, "x"), ("", None), ("logo_1", "logo_1")])
def test_a_logo_stays_goes_or_changes(said: str | None, kept: str | None) -> None:
    found = named(DRAFT, name="New", language="de", others=(), primary="#112233", logo=said)

    assert found["look"] == {"primary": "#112233", "logo": kept}


def test_another_audience_begins_with_its_own_presets_and_the_same_one_changes_nothing() -> None:
    assert addressed(DRAFT, "customer", [ORDERS], USUAL) is DRAFT
    found = addressed(DRAFT, "supplier", [ORDERS], USUAL)
    assert (found["audience"], found["modules"], found["roles"]) == ("supplier", [ORDERS], USUAL)
    assert found["terms"] == DRAFT["terms"]


def test_choosing_modules_and_changing_ones_mind_loses_nothing() -> None:
    presets: list[dict[str, Any]] = [ENTRY, ORDERS, PRODUCTS]
    assert [(each["module"], is_on(each)) for each in offered(DRAFT, presets)] == [
        ("invoices", True), ("products", False), ("orders", False),
    ]  # fmt: skip
    none = showing(DRAFT, presets, set())
    assert modules_on(none) == []
    assert [each["module"] for each in none["modules"]] == ["invoices", "products"], "what was never chosen stays out"
    again = showing(none, presets, {"invoices", "orders"})
    assert modules_on(again) == [ENTRY, ORDERS]
    assert all(is_on(each) for each in everything_on(DRAFT, presets)["modules"])
    assert len(everything_on(DRAFT, presets)["modules"]) == 3


def test_a_scope_is_for_records_of_accounts_only() -> None:
    found = reaching(DRAFT, "account_tree")

    assert [each["scope"] for each in found["modules"]] == ["account_tree", "everyone"]
    assert (reach(DRAFT), reach(found)) == ("account", "account_tree")


def test_usual_roles_come_and_go_and_the_tenants_own_stay() -> None:
    both = casting(DRAFT, USUAL, {"admin", "viewer"})
    assert both["roles"] == {"admin": USUAL["admin"], "viewer": {"modules": ["mine"]}, "own": {}}
    assert casting(both, USUAL, set())["roles"] == {"own": {}}


@pytest.mark.parametrize("module", [INVOICES, OWN])
def test_examples_have_the_fields_that_show_and_no_other(module: dict[str, Any]) -> None:
    found = examples(module, WORDS, TODAY)

    assert len(found) == 2
    for one in found:
        names = set(one) - {"id", "record_id", "module", "fields"} | {
            f"fields.{name}" for name in one.get("fields", {})
        }
        assert names <= set(module["fields"])
    assert len({one["id"] for one in found}) == 2


def test_an_example_that_is_done_with_has_nothing_left_to_pay() -> None:
    first, second = examples(INVOICES, WORDS, TODAY)

    assert (first["status"], first["balance"]) == ("open", first["total"])
    assert (second["status"], second["balance"]) == ("paid", "0.00")
    assert first["due_on"] > TODAY.isoformat() > str(first.get("issued_on", ""))
