"""A module's rights as a matrix: what is changed is changed, what leans on it follows, all else is word for word."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.domain.drafts.rights import RIGHTS, places_of, rights_in, with_actions, with_rights
from edge.domain.drafts.rights_form import asked_actions, asked_rights
from edge.domain.drafts.unfit import Unfit
from edge.web.console.portals.matrix import section_of
from policy import PRESET_MODULES, PRESETS, parse_portal
from policy.parse_entry import grantable

FIELDS = tuple(grantable(PRESET_MODULES["invoices"]))
ENTRY: dict[str, Any] = PRESETS["invoices"].entry_for("customer")
SHORT: dict[str, Any] = {
    "module": "invoices", "scope": "account", "fields": {"title": "read", "lines": "read", "lines.sku": "hidden"},
}  # fmt: skip


def _changed(entry: dict[str, Any], **rights: str) -> dict[str, Any]:
    asked = {**rights_in(entry, FIELDS), **{name.replace("__", "."): right for name, right in rights.items()}}
    return with_rights(entry, asked, section_of)


def _named(entry: dict[str, Any]) -> set[str]:
    layout = entry["layout"]
    return {*layout["list"], *(name for section in layout["detail"] for name in section["fields"])}


def test_what_is_not_changed_is_word_for_word_what_it_was() -> None:
    before = deepcopy(ENTRY)

    assert _changed(ENTRY) == ENTRY
    assert list(_changed(ENTRY)["fields"]) == list(ENTRY["fields"])
    assert _changed(SHORT) == SHORT, "also where it is written short"
    assert before == ENTRY


def test_hidden_a_field_goes_from_columns_sections_and_the_order_of_lists() -> None:
    after = _changed(ENTRY, issued_on="hidden", notes="hidden")

    assert not {"issued_on", "notes"} & {*after["fields"], *_named(after)}
    assert "sort" not in after
    assert len(after["layout"]["detail"]) == len(ENTRY["layout"]["detail"]) - 1, "the section that had nothing else"
    assert "total" in _named(after)


def test_layouts_for_roles_let_go_of_it_too() -> None:
    entry = {**ENTRY, "layouts": [{"roles": ["viewer"], "list": ["title", "total"], "view": "cards"}]}

    assert _changed(entry, total="hidden")["layouts"] == [{"roles": ["viewer"], "list": ["title"], "view": "cards"}]


def test_granted_anew_a_field_stands_beside_its_kin() -> None:
    hidden = _changed(ENTRY, balance="hidden", fields__project="hidden")
    after = _changed(hidden, balance="read", fields__project="write")

    sections = [section["fields"] for section in after["layout"]["detail"]]
    assert sections[1][-1] == "balance", "the amounts'"
    assert "fields.project" in sections[0]
    assert after["fields"]["fields.project"] == "write"
    assert places_of(after, "balance") == (False, True)


def test_a_line_written_short_is_written_out_where_lines_part() -> None:
    assert rights_in(SHORT, FIELDS)["lines.unit"] == "read"
    assert rights_in(SHORT, FIELDS)["lines.sku"] == "hidden"

    after = _changed(SHORT, lines__unit_price="hidden")

    assert "lines" not in after["fields"]
    assert rights_in(after, FIELDS) == {**rights_in(SHORT, FIELDS), "lines.unit_price": "hidden"}


def test_without_any_line_no_section_names_them() -> None:
    after = _changed(ENTRY, **{name.replace(".", "__"): "hidden" for name in FIELDS if name.startswith("lines.")})

    assert "lines" not in _named(after)


def test_what_the_module_no_longer_has_goes_with_the_next_save() -> None:
    entry = {**SHORT, "fields": {**SHORT["fields"], "fields.gone": "read", "revision": "read"}}

    assert _changed(entry)["fields"] == {**SHORT["fields"], "revision": "read"}


@given(st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(RIGHTS)))
def test_whatever_is_ticked_can_be_saved_and_reads_back_as_ticked(ticked: dict[str, str]) -> None:
    asked = {**rights_in(ENTRY, FIELDS), **ticked}
    after = with_rights(ENTRY, asked, section_of)

    document = {"slug": "customers", "name": "C", "audience": "customer", "languages": ["en"], "modules": [after]}
    parse_portal(document, PRESET_MODULES)  # refuses what names a field that does not show
    assert rights_in(after, FIELDS) == asked
    for name in FIELDS:
        if asked[name] != "hidden" and rights_in(ENTRY, [name])[name] == "hidden":
            assert places_of(after, name)[1], "what shows anew stands somewhere"


BEFORE = {"title": "read", "total": "hidden", "balance": "write", "fields.site": "hidden"}


@pytest.mark.parametrize(
    ("form", "changed"),
    [
        ({}, {}),
        ({"right.title": "hidden", "right.nonsense": "read", "right.total": "everything"}, {"title": "hidden"}),
        ({"bulk": "all:read"}, dict.fromkeys(BEFORE, "read")),
        ({"bulk": "amounts:write"}, {"total": "write", "balance": "write"}),
        ({"bulk": "picked:read", "pick.total": "1", "pick.nonsense": "1"}, {"total": "read"}),
        ({"bulk": "picked:same", "same": "balance", "pick.title": "1"}, {"title": "write"}),
        ({"bulk": "own:read", "right.title": "write"}, {"fields.site": "read", "title": "write"}),
        ({"bulk": "picked:read"}, {}),
    ],
)  # fmt: skip
def test_a_button_means_a_column_a_section_or_what_is_ticked(form: dict[str, str], changed: dict[str, str]) -> None:
    assert asked_rights(form, BEFORE, section_of) == {**BEFORE, **changed}


@pytest.mark.parametrize("form", [{"bulk": "all:"}, {"bulk": "all"}, {"bulk": "picked:same", "same": "nothing"}])
def test_a_button_that_there_is_not_is_refused(form: dict[str, str]) -> None:
    with pytest.raises(Unfit):
        asked_rights(form, BEFORE, section_of)


def test_actions_keep_their_order_and_new_ones_follow() -> None:
    known = ("view", "comment", "pay", "share")
    ticked = asked_actions({"action.pay": "1", "action.view": "1", "action.share": "1", "action.fly": "1"}, known)

    assert ticked == ["view", "pay", "share"]
    assert with_actions({"actions": ["share", "comment", "view"]}, ticked, known)["actions"] == ["share", "view", "pay"]
