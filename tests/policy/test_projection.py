"""What comes out of a record is an allow-list: granted fields, known members, values of their type."""

from datetime import date
from decimal import Decimal
from typing import Any

from policy import PRESET_MODULES, ModulePolicy, Viewer, compile_policy, mongo_projection, parse_portal, project
from worlds.sample import entry, portal_of

VIEWER = Viewer("acme", "m1", "C-1", "P-7", date(2026, 11, 22))
RECORD: dict[str, Any] = {
    "_id": "pub1",
    "tenant": "acme",
    "module": "invoices",
    "record_id": "INV/1",
    "revision": 17,
    "source": "erp://acme",
    "accounts": ["C-1", "C-2"],
    "audience": ["a:C-1", "a:C-2", "e"],
    "values": {
        "title": "Invoice 1",
        "status": "open",
        "total": Decimal("121.00"),
        "accounts": ["C-1", "C-2"],
        "fields": {"project": "Roof", "internal_note": "slow payer", "reference": {"internal": "x"}},
        "lines": [{"sku": "A-9", "unit_price": Decimal("50.00"), "margin": Decimal(20)}, "broken"],
        "parties": {"buyer": {"name": "Ann", "score": 3, "address": {"city": "Ulm", "gate_code": "1234"}}},
        "taxes": [{"rate": Decimal(21), "amount": Decimal("21.00"), "ledger": "1406"}],
        "notes": ["Thanks", {"internal": "x"}],
        "documents": [{"document_id": "D1", "name": "a.pdf", "path": "/srv/x"}],
        "related": [
            {"module": "orders", "record_id": "SO-1", "note": "x"},
            {"module": "quotes", "record_id": "Q-1"},
            {"module": "objects", "record_id": "O-1"},
        ],
    },
}


def granting(*names: str) -> ModulePolicy:
    invoices = entry("invoices", fields=dict.fromkeys(names, "read"), related=["orders", "objects"])
    document = portal_of(invoices, entry("orders"), entry("quotes"), entry("objects", on=False))
    return compile_policy(parse_portal(document, PRESET_MODULES), 1, frozenset(), "C-1").modules["invoices"]


ALWAYS = {"id": "pub1", "record_id": "INV/1", "module": "invoices", "revision": 17}


def test_without_any_grant_only_the_names_and_the_revision_come_out() -> None:
    assert project(granting(), RECORD) == ALWAYS


def test_granted_fields_come_out_null_where_the_record_has_none() -> None:
    shown = project(granting("title", "total", "due_on", "fields.project"), RECORD)

    assert shown == ALWAYS | {
        "title": "Invoice 1",
        "total": Decimal("121.00"),
        "due_on": None,
        "fields": {"project": "Roof"},
    }


def test_a_declared_field_cannot_smuggle_an_object_out() -> None:
    assert project(granting("fields.reference"), RECORD)["fields"] == {"reference": None}


def test_lines_have_only_their_granted_members() -> None:
    assert project(granting("lines.sku", "lines.total"), RECORD)["lines"] == [{"sku": "A-9", "total": None}]
    assert "margin" not in str(project(granting("lines"), RECORD))


def test_groups_have_only_known_members() -> None:
    shown = project(granting("parties", "taxes", "notes", "documents"), RECORD)

    assert shown["parties"] == {"buyer": {"name": "Ann", "address": {"city": "Ulm"}}}
    assert shown["taxes"] == [{"rate": Decimal(21), "amount": Decimal("21.00")}]
    assert shown["notes"] == ["Thanks"]
    assert shown["documents"] == [{"document_id": "D1", "name": "a.pdf"}]


def test_related_names_only_records_of_modules_that_show() -> None:
    assert project(granting("related"), RECORD)["related"] == [{"module": "orders", "record_id": "SO-1"}]


def test_other_accounts_are_never_shown() -> None:
    everything = granting(*(name for name in granting("title").readable), "related", "parties", "lines")

    assert "C-2" not in str(project(everything, RECORD))


def test_a_broken_record_shows_only_what_is_sound() -> None:
    broken = RECORD | {"values": [RECORD["values"]]}

    assert project(granting("title", "lines.sku", "documents"), broken) == ALWAYS | {
        "title": None,
        "lines": [],
        "documents": [],
    }


def test_the_database_hands_out_only_what_the_projection_needs() -> None:
    assert mongo_projection(granting("title", "fields.project", "lines.sku")) == {
        "_id": 1,
        "record_id": 1,
        "module": 1,
        "revision": 1,
        "values.title": 1,
        "values.fields.project": 1,
        "values.lines.sku": 1,
    }
