"""Filters as lines: what is written means what was read, whatever a portal's document says."""

from typing import Any

import pytest
from hypothesis import given, settings

from edge.domain.drafts.filter_tree import (
    MAX_DEPTH,
    MAX_LINES,
    Group,
    Line,
    NotShowable,
    lines_in,
    place_of,
    read,
    write,
)
from policy.faults import Faults
from policy.filters import Condition, Every, Filter
from policy.parse_filter import MAX_CONDITIONS, Filterable, read_filter
from policy.parse_filter import MAX_DEPTH as DEEPEST
from policy.place import Place
from worlds.portals import KINDS, filters


def _meant(document: Any) -> Filter:
    faults = Faults()
    found = read_filter(Place(document, faults), {name: Filterable(kind) for name, kind in KINDS.items()})
    faults.raise_any()
    return found


@settings(deadline=None, database=None, max_examples=60)
@given(filters)
def test_what_is_written_means_what_was_read(document: dict[str, Any]) -> None:
    tree = read(document)
    written = write(tree, KINDS)
    assert read(written) == tree
    meant = _meant(document)
    assert _meant(written) == (Every((meant,)) if isinstance(meant, Condition) else meant)


def test_a_not_is_carried_down_to_its_lines() -> None:
    inner = {"all": [{"field": "title", "op": "contains", "value": "x"}, {"field": "total", "op": "lt", "value": 5}]}

    found = read({"not": inner})

    assert found == Group(every=False, parts=(Line("title", "lacks", ("x",)), Line("total", "gte", ("5",))))


def test_an_empty_filter_is_none() -> None:
    assert read(None) == Group()
    assert write(Group(parts=(Group(),)), {}) is None


@pytest.mark.parametrize(
    "wrong",
    [
        [], "x", {}, {"all": []}, {"all": 1}, {"some": [{}]}, {"all": [], "any": []}, {"field": "a", "op": "eq"},
        {"field": "a", "op": "near", "value": 1}, {"field": "a", "op": "in", "value": "x"},
        {"field": "a", "op": "eq", "value": None}, {"field": "a", "op": "eq", "value": 1, "also": 2},
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_not_dropped(wrong: Any) -> None:
    with pytest.raises(NotShowable):
        read({"any": [wrong, {"field": "a", "op": "eq", "value": 1}]})


def test_a_fault_is_at_its_line() -> None:
    assert place_of(["all", "2", "any", "0", "not", "value", "3"]) == "2.0"
    assert place_of(()) == ""


def test_lines_are_counted_and_bounded_as_the_policy_bounds_them() -> None:
    line = Line("a", "present")
    assert lines_in(Group(parts=(line, Group(parts=(line, line))))) == 3
    assert (MAX_DEPTH, MAX_LINES) == (DEEPEST, MAX_CONDITIONS)
