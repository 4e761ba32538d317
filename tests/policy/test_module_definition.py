"""A module's definition is taken whole or refused with a pointer to each place that is wrong."""

from typing import Any

import pytest

from policy import FieldDefinition, Invalid, StatusDefinition, parse_module
from worlds.remedies import REMEDY

FIELD = {"name": "project", "type": "string", "label": {"en": "Project"}, "sortable": True, "searchable": True}
STATUS = {"value": "open", "label": {"en": "Open"}, "tone": "info", "closed": False}


def faults(document: dict[str, Any], module: str = "jobs") -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        parse_module(module, document)
    assert all(REMEDY.search(fault.detail) for fault in refused.value.faults)
    return [(fault.pointer, fault.code) for fault in refused.value.faults]


def test_a_definition_is_read_whole() -> None:
    definition = parse_module("jobs", {"label": {"en": "Jobs", "de": "Jobs"}, "fields": [FIELD], "statuses": [STATUS]})

    assert definition.fields == (FieldDefinition("project", "string", {"en": "Project"}, True, True),)
    assert definition.statuses == (StatusDefinition("open", {"en": "Open"}, "info", False),)


def test_a_label_is_enough() -> None:
    assert parse_module("jobs", {"label": {"en": "Jobs"}}).fields == ()


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"name": "1st"}, "/fields/0/name", "bad-text"),
        ({"name": "a.b"}, "/fields/0/name", "bad-text"),
        ({"name": "$x"}, "/fields/0/name", "bad-text"),
        ({"type": "float"}, "/fields/0/type", "not-a-choice"),
        ({"type": "text"}, "/fields/0/sortable", "not-sortable"),
        ({"type": "money"}, "/fields/0/searchable", "not-searchable"),
        ({"sortable": "yes"}, "/fields/0/sortable", "wrong-type"),
        ({"label": {"xx": "x"}}, "/fields/0/label/xx", "unknown-language"),
        ({"secret": 1}, "/fields/0/secret", "unknown-key"),
    ],
)
def test_a_wrong_field_is_refused_where_it_is_wrong(change: dict[str, object], pointer: str, code: str) -> None:
    assert (pointer, code) in faults({"label": {"en": "Jobs"}, "fields": [FIELD | change]})


def test_names_and_statuses_are_declared_once() -> None:
    twice = {"label": {"en": "Jobs"}, "fields": [FIELD, FIELD], "statuses": [STATUS, STATUS]}

    assert faults(twice) == [("/fields/1/name", "duplicate"), ("/statuses/1/value", "duplicate")]


def test_a_tone_is_one_of_few() -> None:
    document = {"label": {"en": "Jobs"}, "statuses": [STATUS | {"tone": "purple"}]}

    assert faults(document) == [("/statuses/0/tone", "not-a-choice")]


def test_a_module_is_named_in_small_letters() -> None:
    assert faults({"label": {"en": "Jobs"}}, module="Jobs") == [("", "bad-text")]


def test_everything_has_a_bound() -> None:
    many = [FIELD | {"name": f"f{number}"} for number in range(201)]

    assert faults({"label": {"en": "Jobs"}, "fields": many}) == [("/fields", "too-many")]
