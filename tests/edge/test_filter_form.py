"""The builder of filters: what its form writes it reads back the same, and no form widens what a filter says."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.domain.drafts.filter_form import edited, form_of, phrases_at, place, read_form
from edge.domain.drafts.filter_phrases import PHRASES, Field, in_units, plain, spoken, wants
from edge.domain.drafts.filter_tree import MAX_LINES, Group, Line, lines_in, read, write
from policy.parse_filter import OPERATORS
from policy.value import FIELD_TYPES
from worlds.portals import KINDS, filters

STATUSES = ("open", "paid", "draft")
FIELDS = {name: Field(kind) for name, kind in KINDS.items()} | {"state": Field("choice", STATUSES)}
LINE = Line("title", "eq", ("x",))
EDITS = st.sampled_from(
    [
        "add:", "add:0", "add:0.1", "group:", "group:0", "group:0.0", "group:0.0.0", "drop:0", "drop:0.1",
        "drop:1.0.0", "drop:", "add:9.9", "add:x", "", "save", "add:0.0.0.0.0",
    ]
)  # fmt: skip


@settings(deadline=None, database=None, max_examples=60)
@given(filters)
def test_a_filter_sent_back_untouched_says_the_same(document: dict[str, Any]) -> None:
    said = spoken(read(document), FIELDS)

    back = read_form(form_of(said, FIELDS), FIELDS)

    assert back == said
    assert spoken(read(write(plain(back), KINDS)), FIELDS) == said


@settings(deadline=None, database=None, max_examples=50)
@given(st.lists(EDITS, max_size=8), st.dictionaries(st.text(":.019fieldopkndu", max_size=9), st.text(max_size=5)))
def test_any_buttons_and_any_forms_make_a_filter_that_can_be_written(edits: list[str], form: dict[str, str]) -> None:
    group = read_form(form, FIELDS)
    for what in edits:
        group = edited(group, what, FIELDS)
        assert read_form(form_of(group, FIELDS), FIELDS) == group
    assert lines_in(group) <= MAX_LINES + len(form)
    write(plain(group), KINDS)


def test_every_operator_of_a_type_can_be_said_and_no_other_is_offered() -> None:
    for kind in FIELD_TYPES:
        field = Field(kind)
        written = {_op(Line("f", phrase, ("1",)), kind) for phrase in field.phrases}
        assert written <= set(OPERATORS[kind]), kind
        # `ne` of a yes or no is the other one of them.
        assert written >= set(OPERATORS[kind]) - ({"ne"} if kind == "boolean" else set()), kind


def _op(line: Line, kind: str) -> str:
    written: Any = write(plain(Group(parts=(line,))), {"f": kind})
    condition = written["all"][0]
    return str(condition.get("not", condition)["op"])


@pytest.mark.parametrize(
    ("days", "told"), [("730", ("2", 365)), ("90", ("3", 30)), ("14", ("2", 7)), ("10", ("10", 1)), ("x", ("x", 1))]
)
def test_days_are_told_in_the_largest_unit_they_fill(days: str, told: tuple[str, int]) -> None:
    assert in_units(days) == told


def test_the_last_two_years_are_a_phrase() -> None:
    form = {":kind": "all", "0:field": "issued_on", "0:op": "ago_most", "0:value": "24", "0:unit": "30"}

    written = write(plain(read_form(form, FIELDS)), KINDS)

    assert written == {"all": [{"field": "issued_on", "op": "gte", "value": "$today-720d"}]}


def test_another_field_gets_what_can_be_said_of_it() -> None:
    form = {"0:field": "state", "0:op": "lt", "0:value": "5"}
    assert read_form(form, FIELDS).parts == (Line("state", "in"),)
    assert read_form(form | {"0:op": "eq", "0:is:paid": "1", "0:is:open": "1"}, FIELDS).parts == (
        Line("state", "in", ("open", "paid")),
    )


def test_a_value_that_is_known_no_more_is_kept_until_somebody_takes_it_out() -> None:
    said = spoken(read({"field": "state", "op": "eq", "value": "archived"}), FIELDS)
    assert read_form(form_of(said, FIELDS), FIELDS).parts == (Line("state", "in", ("archived",)),)


def test_figures_may_have_a_comma_and_moments_are_of_utc() -> None:
    form = {"0:field": "total", "0:op": "gt", "0:value": "12,50"}
    assert read_form(form, FIELDS).parts == (Line("total", "gt", ("12.50",)),)
    form = {"0:field": "fields.datetime", "0:op": "gt", "0:value": "2026-11-01T10:00"}
    assert read_form(form, FIELDS).parts == (Line("fields.datetime", "gt", ("2026-11-01T10:00:00Z",)),)


def test_groups_nest_as_deep_as_a_filter_may_and_the_innermost_denies_nothing() -> None:
    group = edited(edited(edited(Group(), "group:", FIELDS), "group:0", FIELDS), "group:0.1", FIELDS)

    assert group == Group(parts=(Group(False, (_new(), Group(True, (_new(),)))),))
    assert "lacks" not in phrases_at(FIELDS["title"], (0, 1, 0), "eq")
    assert "lacks" in phrases_at(FIELDS["title"], (0, 1), "eq")
    assert place((0, 1)) == "0.1"


def _new() -> Line:
    return Line("title", PHRASES["string"][0])


def test_lines_come_and_go() -> None:
    group = Group(parts=(LINE, Group(False, (LINE,))))
    assert edited(group, "drop:1.0", FIELDS).parts[1] == Group(False)
    assert edited(group, "drop:0", FIELDS).parts == (Group(False, (LINE,)),)
    assert edited(group, "add:1", FIELDS).parts[1] == Group(False, (LINE, _new()))
    full = Group(parts=(LINE,) * MAX_LINES)
    assert edited(full, "add:", FIELDS) is full


def test_each_phrase_says_what_its_value_is_chosen_with() -> None:
    asked = {op: wants(Line("d", op), FIELDS["issued_on"]) for op in ("ago_most", "from_today", "in", "lt")}
    assert asked == {"ago_most": "days", "from_today": "nothing", "in": "several", "lt": "one"}
    assert wants(Line("state", "in"), FIELDS["state"]) == "choices"
