"""The built-in fields are those of the contract: nothing that a backoffice sends is forgotten, nothing is invented."""

from typing import Any

import pytest

from contracts.backoffice.record import RecordUpserted
from policy.builtin import GROUPS, LINE_FIELDS, SCALARS, Many, Named, Row, Shape

ENVELOPE = {"module", "record_id", "revision", "accounts", "hidden", "visible_from", "visible_until", "quiet"}
MADE_BY_US = {"documents": {"id", "size"}, "related": {"id"}}
SCHEMA: dict[str, Any] = RecordUpserted.model_json_schema()


def _members(schema: dict[str, Any]) -> dict[str, Any]:
    """The properties of the object that a schema describes, through references, arrays and unions."""
    if "$ref" in schema:
        return _members(SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]])
    named = schema.get("patternProperties", {}).values()
    for inner in (*schema.get("anyOf", ()), *named, schema.get("items"), schema.get("additionalProperties")):
        if isinstance(inner, dict) and (found := _members(inner)):
            return found
    found = schema.get("properties", {})
    return dict(found)


def _row(shape: Shape) -> Row | None:
    match shape:
        case Many(item) | Named(item):
            return _row(item)
        case Row():
            return shape
        case _:
            return None


def test_the_fields_are_the_contracts() -> None:
    assert set(SCALARS) | set(GROUPS) | {"lines", "fields"} == set(SCHEMA["properties"]) - ENVELOPE


def test_the_fields_of_a_line_are_the_contracts() -> None:
    assert set(LINE_FIELDS) == set(_members(SCHEMA["properties"]["lines"]))


@pytest.mark.parametrize("group", GROUPS)
def test_the_members_of_a_group_are_the_contracts(group: str) -> None:
    row = _row(GROUPS[group])
    expected = _members(SCHEMA["properties"][group])

    assert set(row.members if row else ()) - MADE_BY_US.get(group, set()) == set(expected)


def test_the_members_of_an_address_are_the_contracts() -> None:
    party = _row(GROUPS["parties"])
    address = _row(party.members["address"]) if party else None

    assert address is not None
    assert set(address.members) == set(_members(_members(SCHEMA["properties"]["parties"])["address"]))
