"""The scalar kinds refuse what breaks readers further on; schemas promise nothing else."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import TypeAdapter, ValidationError

from contracts import kinds
from contracts.backoffice.record import RecordUpserted
from contracts.envelope import CloudEvent
from contracts.message import Message


class Scalars(Message):
    """One field of each kind."""

    amount: kinds.Amount | None = None
    measure: kinds.Measure | None = None
    day: kinds.Day | None = None
    instant: kinds.Instant | None = None
    revision: kinds.Revision | None = None
    slug: kinds.Slug | None = None
    portal: kinds.PortalName | None = None
    module: kinds.ModuleName | None = None
    field: kinds.FieldName | None = None
    line: kinds.Line | None = None
    text: kinds.Text | None = None
    key: kinds.Key | None = None
    email: kinds.Email | None = None
    token: kinds.Token | None = None
    identifier: kinds.Identifier | None = None
    currency: kinds.Currency | None = None
    language: kinds.Language | None = None


HOSTILE: list[tuple[str, list[str]]] = [
    ("amount", ['"1e400"', '"1e2"', '"NaN"', '"Infinity"', '"12,50"', '"12."', '".5"', '"+1"', '""', '" 1"', '"1\\n"']),
    ("amount", ["1", "12.5", "1e400", "NaN", "true", '"1234567890123456"', '"0.1234567"', '"١٢"', '"0x1"', "[]"]),
    ("measure", ['"1e2"', '"NaN"', '"0,5"', '"1234567890123456"', '"0.1234567890123"', "0.5"]),
    ("day", ['"2026-02-30"', '"2026-2-3"', '"20260203"', '"2026-13-01"', '"0000-01-01"', '"2026-01-01\\n"', "0"]),
    ("day", ['"2026-01-01T00:00:00Z"', '"٢٠٢٦-01-01"', '"2026-W01-1"', '""']),
    ("instant", ['"2026-11-22T10:00:00"', '"2026-11-22"', "1700000000", '"1700000000"', '"2026-02-30T10:00:00Z"']),
    ("instant", ['"0001-01-01T00:00:00+05:00"', '"9999-12-31T23:59:59-05:00"', '"2026-11-22T25:00:00Z"', "1e400"]),
    ("revision", ['"1"', "1.5", "-1", str(2**63), str(2**70), "true", "1e400", "NaN"]),
    ("slug", ['"a"', '"Acme"', '"acme\\n"', '"acme.x"', '"acme/x"', '"1acme"', '"acme\\u0000"', '"äcme"']),
    ("slug", ['"' + "a" * 32 + '"', "1"]),
    ("portal", ['"acme"', '"acme/"', '"acme/customers/x"', '"acme/customers\\n"', '"../customers"']),
    ("module", ['"$where"', '"invoices\\n"', '"in.voices"', '"__proto__"']),
    ("field", ['"$ne"', '"a.b"', '"a\\u0000"', '"1a"', '"a\\n"', '"' + "a" * 65 + '"']),
    ("line", ['"a\\u0000b"', '"a\\nb"', '"a\\u007fb"', '"' + "a" * 501 + '"', '"\\ud800"', "1"]),
    ("text", ['"a\\u0000b"', '"a\\u001bb"', '"' + "a" * 10_001 + '"']),
    ("key", ['""', '"a\\u0000b"', '"' + "a" * 201 + '"']),
    ("email", ['"a"', '"a@"', '"@b"', '"a b@c.example"', '"a@b.example\\nBcc: x@y.example"', '"a@b.example\\n"']),
    ("email", ['"<a@b.example>"', '"a@b@c"', '"a,b@c.example"', '"' + "a" * 65 + '@b.example"']),
    ("token", ['""', '"a b"', '"a\\n"', '"' + "a" * 513 + '"']),
    ("identifier", ['"a/b"', '"../a"', '"a\\n"', '""']),
    ("currency", ['"eur"', '"EURO"', '"EUR\\n"', '"€"']),
    ("language", ['"EN"', '"eng"', '"en_GB"', '"en\\n"']),
]  # fmt: skip
CASES = [(field, value) for field, values in HOSTILE for value in values]

FINE = [
    ("amount", '"121.00"'), ("amount", '"-0.5"'), ("amount", '"999999999999999.999999"'), ("amount", "null"),
    ("measure", '"0.123456789012"'), ("day", '"2024-02-29"'),
    ("instant", '"2026-11-22T10:00:00Z"'), ("instant", '"2026-11-22T10:00:00.123456+05:30"'),
    ("revision", "0"), ("revision", str(2**63 - 1)), ("line", '"Straße 5, 日本"'),
    ("text", '"two\\nlines\\tand a tab"'),
    ("key", '"INV/2026/00042 #7"'), ("email", '"jürgen.o\'neil+x@müller.example"'), ("portal", '"acme/customers"'),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), CASES)
def test_a_hostile_value_is_refused_with_its_place(field: str, value: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Scalars.model_validate_json(f'{{"{field}": {value}}}')
    assert {error["loc"][:1] for error in refused.value.errors()} <= {(field,), ()}


@pytest.mark.parametrize(("field", "value"), FINE)
def test_a_fine_value_is_taken_and_said_again_as_it_came(field: str, value: str) -> None:
    body = f'{{"{field}": {value}}}'
    read = Scalars.model_validate_json(body)
    again = Scalars.model_validate_json(read.model_dump_json())
    assert again == read
    validator = Draft202012Validator(Scalars.model_json_schema(), format_checker=FormatChecker())
    assert validator.is_valid(json.loads(body))
    assert validator.is_valid(json.loads(read.model_dump_json()))


def test_times_are_kept_and_said_in_utc() -> None:
    read = Scalars.model_validate_json('{"instant": "2026-11-22T10:00:00+05:30"}')
    assert json.loads(read.model_dump_json())["instant"] == "2026-11-22T04:30:00Z"


def test_amounts_keep_their_digits() -> None:
    read = Scalars.model_validate_json('{"amount": "0.10"}')
    assert json.loads(read.model_dump_json())["amount"] == "0.10"
    assert TypeAdapter(kinds.Amount).validate_python(read.amount) == read.amount


RECORD: dict[str, Any] = {"module": "invoices", "record_id": "INV-1", "revision": 1}


@pytest.mark.parametrize(
    "hostile",
    [
        {"fields": {f"f{n}": n for n in range(201)}},
        {"fields": {"deep": {"a": {"b": 1}}}},
        {"fields": {"many": list(range(101))}},
        {"fields": {"$where": "1"}},
        {"lines": [{"line_id": str(n)} for n in range(2_001)]},
        {"accounts": [f"C-{n}" for n in range(201)]},
        {"total": "1.00"},
        {"status": "open\n"},
        {"hidden": "false"},
        {"quiet": 1},
        {"related": [{"module": "../x", "record_id": "1"}]},
    ],
)
def test_a_record_out_of_bounds_is_refused(hostile: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        RecordUpserted.model_validate_json(json.dumps({**RECORD, **hostile}))


def test_free_fields_keep_their_types() -> None:
    fields = {"flag": True, "whole": 2**63 - 1, "number": 1.5, "text": "1", "none": None, "list": [1, "1", False]}
    read = RecordUpserted.model_validate_json(json.dumps({**RECORD, "fields": fields}))
    assert read.fields == fields
    assert [type(value) for value in read.fields.values()] == [bool, int, float, str, type(None), list]


HEAD = {"id": "1", "source": "erp://acme", "type": "backoffice.heartbeat.v1", "tenantid": "acme"}
EVENT: dict[str, Any] = {**HEAD, "data": {}}


@pytest.mark.parametrize(
    "hostile",
    [
        {"specversion": "0.3"}, {"id": ""}, {"id": None}, {"source": "a b"}, {"source": "x" * 301}, {"type": "A"},
        {"type": "a\n"}, {"tenantid": "globex\n"}, {"tenantid": "a.b"}, {"datacontenttype": "text/xml"}, {"data": []},
        {"data": "x"}, {"time": 1}, {"traceparent": "x"}, {"subject": "x" * 301},
    ],
)  # fmt: skip
def test_an_envelope_that_is_none_is_refused(hostile: dict[str, Any]) -> None:
    assert CloudEvent.model_validate(EVENT).tenantid == "acme"
    with pytest.raises(ValidationError):
        CloudEvent.model_validate_json(json.dumps({**EVENT, **hostile}))


def test_an_envelope_says_null_data_fields_again() -> None:
    cloud = CloudEvent.model_validate({**EVENT, "data": {"parent": None}})
    assert json.loads(cloud.model_dump_json(exclude_none=True))["data"] == {"parent": None}
