"""What a backoffice really exports goes through each preset and comes out whole, on the page, typed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from backoffice.ubl import read_ubl
from contracts.backoffice.record import RecordUpserted
from policy import PRESET_MODULES, PRESETS, Portal, compile_policy, decide, draft_of, parse_portal, project
from policy.viewer import Viewer
from records.app.intake.stored_record import stored_record
from records.app.intake.typed_fields import typed_fields
from worlds.exported import EXPORTED
from worlds.ubl import catalogue_line, catalogue_xml, credit_note_xml, despatch_xml, invoice_xml, order_xml

NOW: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
NOT_SHOWN: Final = {"accounts", "contacts", "revision", "quiet", "hidden", "module", "record_id"}
PORTALS: Final[dict[str, Portal]] = {
    "customer": parse_portal(draft_of("customers", "C"), PRESET_MODULES),
    "supplier": parse_portal(draft_of("suppliers", "S", "supplier"), PRESET_MODULES),
}


def _records(content: bytes) -> list[RecordUpserted]:
    return [said for said in read_ubl(content).statements if isinstance(said, RecordUpserted)]


def _moved(record: RecordUpserted, module: str) -> RecordUpserted:
    return record.model_copy(update={"module": module})


def _documents() -> dict[str, RecordUpserted]:
    [order] = _records(order_xml())
    [product] = _records(catalogue_xml(catalogue_line(1, sku="P-1")))
    [invoice], [credit_note], [delivery] = (_records(xml()) for xml in (invoice_xml, credit_note_xml, despatch_xml))
    found = (invoice, credit_note, order, _moved(order, "purchase_orders"), delivery, product)
    return {record.module: record for record in found} | EXPORTED


DOCUMENTS: Final = _documents()


def _audiences_of(module: str) -> Iterator[str]:
    return (name for name, portal in PORTALS.items() if any(entry.module == module for entry in portal.modules))


CASES: Final = [(audience, module) for module in PRESETS for audience in _audiences_of(module)]


def _shown(audience: str, record: RecordUpserted) -> dict[str, Any]:
    """The record as intake stores it and a viewer of the portal reads it."""
    portal = PORTALS[audience]
    everything_on = parse_portal(_switched_on(draft_of("a-portal", "A", audience)), PRESET_MODULES)  # type: ignore[arg-type]
    account = record.accounts[0]
    policy = compile_policy(everything_on, 1, frozenset(), account)
    fields = typed_fields(PRESET_MODULES[record.module], record.fields)
    assert isinstance(fields, dict), f"quarantined: {fields}"
    row = stored_record("id", "acme", "erp://acme/main", record, fields, {}, NOW)
    viewer = Viewer("acme", "m", account, None, NOW.date())
    assert decide(policy, viewer, record.module, row, NOW).allowed, portal.slug
    return project(policy.modules[record.module], row)


def _switched_on(document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "modules": [{**entry, "on": True} for entry in document["modules"]]}


def _complaints(audience: str, record: RecordUpserted) -> Iterator[str]:
    """Whatever was said and cannot be read."""
    shown = _shown(audience, record)
    for name, value in record.model_dump(mode="json", exclude_defaults=True).items():
        if name in NOT_SHOWN:
            continue
        if name == "fields":
            yield from (f"fields.{field}" for field in value if shown["fields"].get(field) is None)
        elif name == "lines":
            for said, line in zip(value, shown["lines"], strict=True):
                yield from (f"lines.{field}" for field in said if line.get(field) is None)
        elif name == "related":
            there = {(each["module"], each["record_id"]) for each in shown["related"]}
            yield from (
                f"related {each}"
                for each in value
                if (each["module"], each["record_id"]) not in there and _listed(audience, each["module"])
            )
        elif not shown.get(name) or (isinstance(value, list | dict) and len(shown[name]) != len(value)):
            yield name


def _listed(audience: str, module: str) -> bool:
    return any(entry.module == module for entry in PORTALS[audience].modules)


def test_there_is_a_document_for_every_preset() -> None:
    assert set(DOCUMENTS) == set(PRESETS)


@pytest.mark.parametrize(("audience", "module"), CASES)
def test_a_document_of_the_module_loses_nothing_that_its_reader_needs(audience: str, module: str) -> None:
    assert list(_complaints(audience, DOCUMENTS[module])) == []


@pytest.mark.parametrize("module", DOCUMENTS)
def test_its_status_is_one_that_the_preset_knows(module: str) -> None:
    known = {status.value for status in PRESET_MODULES[module].statuses}

    assert DOCUMENTS[module].status in known


@pytest.mark.parametrize("module", DOCUMENTS)
def test_what_the_office_keeps_on_it_does_not_come_out(module: str) -> None:
    told = {**DOCUMENTS[module].fields, "internal_note": "never pays", "margin_percent": "40"}

    for audience in _audiences_of(module):
        shown = _shown(audience, DOCUMENTS[module].model_copy(update={"fields": told}))
        assert "never pays" not in str(shown)
        assert not {"internal_note", "margin_percent", "accounts", "contacts"} & {*shown, *shown["fields"]}
