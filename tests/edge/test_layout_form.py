"""The editor of layouts: what its form writes it reads back the same, and what it does not touch stays as it was."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.domain.drafts.layout_form import (
    MAX_COLUMNS,
    MAX_FIELDS,
    MAX_PARTS,
    VIEWS,
    Laid,
    Part,
    edited,
    form_of,
    read_entry,
    read_form,
    with_layout,
)
from edge.domain.drafts.role_layouts import MAX_LAYOUTS, NEW, read_layout, with_role_layout, without_layout
from edge.domain.drafts.unfit import Unfit
from policy.parse_layout import MAX_COLUMNS as MOST_COLUMNS
from policy.parse_layout import MAX_GRANTS, MAX_SECTIONS
from policy.parse_layout import MAX_LAYOUTS as MOST_LAYOUTS
from policy.portal import VIEWS as KNOWN_VIEWS

NAMES = st.sampled_from(["title", "status", "total", "lines", "fields.site", "record_id"])
LISTS = st.lists(NAMES, unique=True).map(tuple)
TITLES = st.dictionaries(
    st.sampled_from(["en", "de"]), st.text("äb c<", min_size=1).filter(lambda text: text == text.strip()), min_size=1
)
PARTS = st.builds(Part, TITLES.map(lambda titles: tuple(sorted(titles.items()))), LISTS)
RELATED = ("orders", "invoices", "quotes")
LAID = st.builds(
    Laid,
    columns=LISTS,
    parts=st.lists(PARTS, max_size=3).map(tuple),
    view=st.sampled_from(VIEWS),
    sort=st.sampled_from(["", "title", "-total"]),
    related=st.lists(st.sampled_from(RELATED), unique=True).map(lambda some: tuple(sorted(some, key=RELATED.index))),
)
BUTTONS = st.builds(
    "{} {}{}".format,
    st.sampled_from(["up", "down", "out", "to:1", "to:9", "add", "own", "usual", "to:0", "x"]),
    st.sampled_from(["column", "columns", "part", "parts", "field", "fields"]),
    st.sampled_from(["", ":0", ":1", ":7", ":0.0", ":1.1", ":0.9", ":"]),
)


@settings(deadline=None, database=None, max_examples=40)
@given(LAID, LAID)
def test_a_layout_goes_through_its_form_and_into_the_document_and_back(laid: Laid, before: Laid) -> None:
    assert read_form(form_of(laid), RELATED) == laid
    entry = with_layout({"module": "invoices", "scope": "own"}, before)
    written = with_layout(entry, laid)
    assert read_entry(written) == laid
    assert with_layout(written, laid) == written
    assert with_layout(written, read_form(form_of(read_entry(written)), RELATED)) == written


@settings(deadline=None, database=None, max_examples=40)
@given(LAID, st.lists(BUTTONS, max_size=8), st.dictionaries(st.sampled_from(["add:columns", "add:0", "add:1"]), NAMES))
def test_any_buttons_make_a_layout_of_what_was_there(laid: Laid, pressed: list[str], form: dict[str, str]) -> None:
    for what in pressed:
        laid = edited(laid, what, form, ("title", "total"))
    assert len(set(laid.columns)) == len(laid.columns)
    assert all(len(set(part.fields)) == len(part.fields) for part in laid.parts)
    with_layout({}, laid)


LAYOUT: dict[str, Any] = {"list": ["title"], "view": "board", "later": 1}


def test_what_the_form_does_not_know_stays() -> None:
    entry = {"module": "x", "layout": LAYOUT, "layouts": [{"roles": ["a"]}], "sort": None}
    assert with_layout(entry, read_entry(entry)) == entry
    changed = with_layout(entry, Laid(("title", "total"), view="board"))
    assert changed == {**entry, "layout": {**LAYOUT, "list": ["title", "total"]}}


@pytest.mark.parametrize(
    ("pressed", "columns"),
    [
        ("up column:1", "bac"), ("down column:0", "bac"), ("up column:0", "abc"), ("out column:1", "ac"),
        ("to:1 column:2", "cab"), ("to:9 column:0", "bca"), ("add columns", "abcd"), ("usual columns", ""),
        ("own columns", "abc"), ("up column:7", "abc"), ("sideways column:1", "abc"),
    ],
)  # fmt: skip
def test_columns_move(pressed: str, columns: str) -> None:
    moved = edited(Laid(tuple("abc")), pressed, {"add:columns": "d"}, ("a",))
    assert moved.columns == tuple(columns)


def test_sections_come_go_and_move_with_their_fields() -> None:
    one, other = Part((("en", "One"),), ("a", "b")), Part((("en", "Other"),))
    laid = Laid(parts=(one, other))
    assert edited(laid, "down part:0", {}, ()).parts == (other, one)
    assert edited(laid, "add parts", {}, ()).parts == (one, other, Part())
    assert edited(laid, "out part:1", {}, ()).parts == (one,)
    assert edited(laid, "up field:0.1", {}, ()).parts[0].fields == ("b", "a")
    assert edited(laid, "add fields:1", {"add:1": "c"}, ()).parts[1].fields == ("c",)


def test_usual_columns_are_what_one_begins_with() -> None:
    assert edited(Laid(), "own columns", {}, ("a", "b")).columns == ("a", "b")
    assert edited(Laid(), "add columns", {"add:columns": "c"}, ("a", "b")).columns == ("a", "b", "c")


def test_the_bounds_are_the_policys() -> None:
    assert (MAX_COLUMNS, MAX_PARTS, MAX_FIELDS) == (MOST_COLUMNS, MAX_SECTIONS, MAX_GRANTS)
    assert (VIEWS, MAX_LAYOUTS) == (KNOWN_VIEWS, MOST_LAYOUTS)


ROLE_LAYOUTS: dict[str, Any] = {
    "module": "x", "layout": {"view": "board"},
    "layouts": [{"roles": ["b", "a"], "list": ["title"], "later": 1}, {"roles": ["c"], "view": "list"}],
}  # fmt: skip


def test_a_layout_for_some_roles_is_read_and_written_as_the_usual_one() -> None:
    for name in ("0", "1"):
        roles, laid = read_layout(ROLE_LAYOUTS, name)
        assert with_role_layout(ROLE_LAYOUTS, name, sorted(roles), laid) == ROLE_LAYOUTS
    roles, laid = read_layout(ROLE_LAYOUTS, "0")
    assert (roles, laid) == (("b", "a"), Laid(("title",), view="board")), "what it leaves out is as for everybody"
    changed = with_role_layout(ROLE_LAYOUTS, "0", ("a",), Laid(view="cards"))["layouts"]
    assert changed == [{"roles": ["a"], "view": "cards", "later": 1}, ROLE_LAYOUTS["layouts"][1]]


def test_layouts_for_some_roles_come_and_go() -> None:
    more = with_role_layout(ROLE_LAYOUTS, NEW, ("d",), Laid(("total",), view="board"))
    assert more["layouts"] == [*ROLE_LAYOUTS["layouts"], {"roles": ["d"], "list": ["total"]}]
    assert without_layout(more, "2") == ROLE_LAYOUTS
    assert "layouts" not in without_layout(without_layout(ROLE_LAYOUTS, "0"), "0")
    for name in ("2", "x", "-1", ""):
        with pytest.raises(Unfit):
            without_layout(ROLE_LAYOUTS, name)
    full = {"layouts": [{"roles": ["a"]}] * MAX_LAYOUTS}
    with pytest.raises(Unfit):
        with_role_layout(full, NEW, ("a",), Laid())
