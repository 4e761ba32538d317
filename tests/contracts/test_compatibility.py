"""The comparer finds what breaks a reader, in both directions, and the released schemas are kept to."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import create_model

from contracts.compatibility import Break, breaks
from contracts.generate import RELEASED, broken_promises, schemas
from contracts.message import Message

BEFORE: dict[str, Any] = {
    "type": "object",
    "required": ["id", "kind"],
    "properties": {
        "id": {"type": "string", "minLength": 1, "maxLength": 20, "pattern": "^[a-z]+$"},
        "kind": {"type": "string", "enum": ["mail", "inbox"]},
        "count": {"type": "integer", "minimum": 0, "maximum": 9},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "at": {"type": "string", "format": "date-time"},
        "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 5},
        "names": {"type": "object", "additionalProperties": {"type": "string"}},
        "person": {"$ref": "#/$defs/Person"},
    },
    "$defs": {
        "Person": {"type": "object", "properties": {"name": {"type": "string"}, "boss": {"$ref": "#/$defs/Person"}}},
    },
}


def _after(**fields: Any) -> dict[str, Any]:
    """The schema with some fields as stated; None takes one away."""
    after: dict[str, Any] = json.loads(json.dumps(BEFORE))
    for name, field in fields.items():
        if field is None:
            del after["properties"][name]
        else:
            after["properties"][name] = field
    return after


def _found(after: dict[str, Any]) -> set[tuple[str, str]]:
    return {(found.place, found.reader) for found in breaks(BEFORE, after)}


def test_nothing_changed_breaks_nobody() -> None:
    assert breaks(BEFORE, _after()) == ()


def test_a_field_that_may_be_absent_can_be_added() -> None:
    assert breaks(BEFORE, _after(colour={"type": "string"})) == ()


def test_a_description_can_change() -> None:
    assert breaks(BEFORE, {**_after(), "description": "better said", "title": "Other"}) == ()


@pytest.mark.parametrize(
    ("field", "schema", "reader"),
    [
        ("count", None, "new"),
        ("id", None, "old"),
        ("id", {**BEFORE["properties"]["id"], "maxLength": 10}, "new"),
        ("id", {**BEFORE["properties"]["id"], "maxLength": 30}, "old"),
        ("id", {**BEFORE["properties"]["id"], "minLength": 2}, "new"),
        ("id", {**BEFORE["properties"]["id"], "minLength": 0}, "old"),
        ("id", {**BEFORE["properties"]["id"], "pattern": "^[a-z0-9]+$"}, "new"),
        ("count", {"type": "integer", "minimum": 0}, "old"),
        ("count", {"type": "integer", "minimum": 1, "maximum": 9}, "new"),
        ("kind", {"type": "string", "enum": ["mail"]}, "new"),
        ("kind", {"type": "string", "enum": ["mail", "inbox", "push"]}, "old"),
        ("kind", {"type": "string"}, "old"),
        ("note", {"type": "string"}, "new"),
        ("at", {"type": "string", "format": "date"}, "new"),
        ("tags", {"type": "array", "items": {"type": "string"}, "maxItems": 6}, "old"),
        ("person", {"type": "object", "properties": {}}, "new"),
    ],
)  # fmt: skip
def test_a_changed_field_breaks_one_side(field: str, schema: dict[str, Any] | None, reader: str) -> None:
    found = _found(_after(**{field: schema}))
    assert reader in {who for _, who in found}
    assert all(place.startswith(f"/{field}") for place, _ in found)


def test_a_retyped_field_breaks_both_sides() -> None:
    assert _found(_after(count={"type": "string"})) == {("/count", "new"), ("/count", "old")}


def test_a_field_that_may_be_null_now_breaks_old_readers() -> None:
    either = {"anyOf": [{"type": "array", "items": {"type": "string"}, "maxItems": 5}, {"type": "null"}]}
    assert _found(_after(tags=either)) == {("/tags", "old")}


def test_a_renamed_field_is_one_gone() -> None:
    renamed = _after(note=None, remark=BEFORE["properties"]["note"])
    assert _found(renamed) == {("/note", "new")}


def test_what_must_be_there_can_be_neither_more_nor_less() -> None:
    assert _found({**_after(), "required": ["id", "kind", "count"]}) == {("/count", "new")}
    assert _found({**_after(), "required": ["id"]}) == {("/kind", "old")}


def test_inner_things_are_compared_too() -> None:
    person = {"Person": {"type": "object", "properties": {"boss": {"$ref": "#/$defs/Person"}}}}
    assert _found({**_after(), "$defs": person}) == {("/person/name", "new")}
    assert ("/names/*", "old") in _found(_after(names={"type": "object", "additionalProperties": {"type": "integer"}}))
    assert ("/tags/*", "new") in _found(_after(tags={"type": "array", "items": {"type": "null"}, "maxItems": 5}))
    assert _found(_after(names={"type": "object"})) == {("/names", "old")}


SAMPLES = [{"id": "a", "kind": "mail"}, {"id": "abc", "kind": "inbox", "count": 3, "note": None, "tags": ["x"]}]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("change", [{"colour": {"type": "string"}}, {"extra": {"type": "object"}}])
def test_what_the_comparer_lets_through_is_read_both_ways(sample: dict[str, Any], change: dict[str, Any]) -> None:
    after = _after(**change)
    assert not breaks(BEFORE, after)
    newer = {**sample, **{name: "red" if field["type"] == "string" else {} for name, field in change.items()}}
    assert Draft202012Validator(after).is_valid(sample)
    assert Draft202012Validator(BEFORE).is_valid(newer)


def test_models_differ_where_their_schemas_do() -> None:
    old = create_model("Old", __base__=Message, name=(str, ...))
    new = create_model("New", __base__=Message, name=(str, ...), nick=(str | None, None))
    assert breaks(old.model_json_schema(), new.model_json_schema()) == ()
    assert breaks(new.model_json_schema(), old.model_json_schema()) == (Break("/nick", "is gone", "new"),)
    assert new.model_validate(old(name="Ada").model_dump()) == new(name="Ada")
    assert old.model_validate(new(name="Ada", nick="A").model_dump()) == old(name="Ada")


def test_a_released_message_keeps_its_promise() -> None:
    assert broken_promises(schemas()) == []


def test_there_is_a_promise() -> None:
    assert list(RELEASED.glob("*.json"))


def test_a_message_that_is_gone_is_a_broken_promise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contracts.generate.RELEASED", tmp_path)
    (tmp_path / "records.old-news.v1.json").write_text("{}")
    assert broken_promises(schemas()) == ["records.old-news.v1: the message is gone"]
