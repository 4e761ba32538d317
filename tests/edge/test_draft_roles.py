"""Roles of a portal document: ticked, made, renamed, removed; what a form did not show is as it was."""

from typing import Any

import pytest

from edge.domain.drafts.roles import MAX_ROLES, actions_in, created, name_of, removed, renamed, ticked
from edge.domain.drafts.unfit import Unfit

DOCUMENT: dict[str, Any] = {
    "modules": [
        {"module": "a", "actions": ["view", "pay"], "layouts": [{"roles": ["one", "two"]}, {"roles": ["two"]}]},
        {"module": "b", "actions": ["view", "comment"]},
    ],
    "roles": {"one": {"modules": ["gone", "b"]}, "two": {"modules": ["a"], "without": ["fly", "pay"]}},
}
SHOWN = {"roles": "one two", "modules": "a b", "actions": "view pay"}
AS_IT_IS = dict.fromkeys(("m.one.b", "m.two.a", "a.one.view", "a.one.pay", "a.two.view"), "1")


def test_ticked_as_it_is_it_stays_word_for_word() -> None:
    assert ticked(DOCUMENT, {**SHOWN, **AS_IT_IS}) == DOCUMENT


def test_ticks_grant_and_bar_and_what_was_not_shown_stays() -> None:
    after = ticked(DOCUMENT, {**SHOWN, "m.one.a": "1", "a.one.pay": "1", "a.two.pay": "1", "a.two.view": "1"})

    assert after["roles"]["one"] == {"modules": ["gone", "a"], "without": ["view"]}
    assert after["roles"]["two"] == {"modules": [], "without": ["fly"]}
    assert after["modules"] == DOCUMENT["modules"]
    assert ticked(DOCUMENT, {"roles": "three"}) == DOCUMENT, "a role that is there no more is none to bring back"


@pytest.mark.parametrize(
    ("bulk", "one", "two"),
    [
        ("role:one:all", ["gone", "b", "a"], ["a"]),
        ("role:one:none", ["gone"], ["a"]),
        ("row:m.b:all", ["gone", "b"], ["a", "b"]),
        ("row:m.a:none", ["gone", "b"], []),
        ("row:m.one:none", ["gone", "b"], ["a"]),
        ("what:ever:none", ["gone", "b"], ["a"]),
    ],
)  # fmt: skip
def test_a_button_means_a_whole_role_or_a_whole_row(bulk: str, one: list[str], two: list[str]) -> None:
    after = ticked(DOCUMENT, {**SHOWN, **AS_IT_IS, "bulk": bulk})

    assert after["roles"]["one"]["modules"] == one
    assert after["roles"]["two"]["modules"] == two


def test_a_row_of_actions_is_barred_for_every_role() -> None:
    after = ticked(DOCUMENT, {**SHOWN, **AS_IT_IS, "bulk": "row:a.view:none"})

    assert after["roles"]["one"]["without"] == ["view"]
    assert after["roles"]["two"]["without"] == ["fly", "pay", "view"]


def test_renamed_a_role_stands_where_it_stood_and_layouts_follow() -> None:
    after = renamed(DOCUMENT, "one", "uno", keep=False)

    assert list(after["roles"]) == ["uno", "two"]
    assert after["modules"][0]["layouts"] == [{"roles": ["uno", "two"]}, {"roles": ["two"]}]


def test_kept_beside_the_new_one_the_old_loses_nothing() -> None:
    after = renamed(DOCUMENT, "one", "uno", keep=True)

    assert list(after["roles"]) == ["one", "uno", "two"]
    assert after["roles"]["one"] == after["roles"]["uno"] == DOCUMENT["roles"]["one"]
    assert after["modules"][0]["layouts"][0]["roles"] == ["one", "uno", "two"]


def test_removed_a_role_takes_the_layouts_with_it_that_are_for_nobody_else() -> None:
    after = removed(DOCUMENT, "two")

    assert list(after["roles"]) == ["one"]
    assert after["modules"][0]["layouts"] == [{"roles": ["one"]}]
    assert "layouts" not in after["modules"][1]


def test_a_role_is_made_once_and_so_many_at_most() -> None:
    full: dict[str, Any] = {"roles": {f"r{number}": {"modules": []} for number in range(MAX_ROLES)}}

    assert created(DOCUMENT, "three", {"modules": ["a"]})["roles"]["three"] == {"modules": ["a"]}
    for document, role in ((DOCUMENT, "one"), (full, "new"), (DOCUMENT, "Not a name")):
        with pytest.raises(Unfit):
            created(document, role, {"modules": []})
    with pytest.raises(Unfit):
        renamed(full, "r1", "new", keep=True)
    for there, to in (("nobody", "new"), ("one", "two"), ("one", "No Name")):
        with pytest.raises(Unfit):
            renamed(DOCUMENT, there, to, keep=False)
    with pytest.raises(Unfit):
        removed(DOCUMENT, "nobody")


@pytest.mark.parametrize(
    ("written", "name"), [(" Field Crew ", "field-crew"), ("x_1", "x_1"), ("", ""), ("1st", ""), ("größe", "")]
)
def test_a_name_is_made_of_what_somebody_writes(written: str, name: str) -> None:
    assert name_of(written) == name


def test_only_what_some_module_offers_can_be_taken_away() -> None:
    assert actions_in(DOCUMENT, {"view": "", "order": "", "comment": "", "pay": ""}) == ["view", "comment", "pay"]
