"""docs/messages.md tells every message: its fields in words, who says and hears it, an example."""

import re
from typing import Any

import pytest

from contracts.catalogue import backoffice_events, events, requests
from contracts.generate import examples
from contracts.message import Message
from contracts.reference import markdown
from contracts.reference.entries import entries
from contracts.reference.glossary import MEANING
from contracts.reference.wording import fields_of

ENTRIES = entries(examples())
PAGE = markdown.page(ENTRIES)


def _fields(model: type[Message]) -> dict[str, Any]:
    return {field.path: field for field in fields_of(model)}


def test_every_message_is_told_once() -> None:
    headings = re.findall(r"^## (\S+\.v\d+)$", PAGE, flags=re.MULTILINE)
    assert sorted(headings) == sorted({**requests(), **events()})


def test_every_line_of_the_index_leads_to_its_message() -> None:
    headings = {markdown.anchor(name) for name in re.findall(r"^## (\S+)$", PAGE, flags=re.MULTILINE)}
    assert set(re.findall(r"\]\(#(\S+)\)", PAGE)) <= headings


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_a_message_is_told_with_all_its_fields_and_an_example(entry: Any) -> None:
    assert set(entry.model.model_fields) <= set(_fields(entry.model))
    assert all(field.type for field in fields_of(entry.model))
    assert bool(entry.example) == bool(entry.model.model_fields)


@pytest.mark.parametrize("name", sorted(backoffice_events()))
def test_what_a_backoffice_sends_has_no_field_without_a_meaning(name: str) -> None:
    assert not [path for path, field in _fields(backoffice_events()[name]).items() if not field.meaning]


def test_types_are_told_in_words() -> None:
    record = _fields(events()["backoffice.record.upserted.v1"])
    assert record["revision"].type == "whole number (0 to 2^63-1)"
    assert record["due_on"].type == "date as 2026-12-01 or null"
    assert record["balance"].type == 'money, a decimal string as "121.00" or null'
    assert record["accounts"].type == "list of text (1 to 200 characters) (at most 200)"
    assert record["lines[].line_id"].required
    assert record["parties.*.address.city"].meaning == "as printed"
    assert not record["hidden"].required


def test_exceptions_to_a_meaning_are_exceptions() -> None:
    bare = [name for name in MEANING if "." in name and MEANING.get(name.split(".")[1]) == MEANING[name]]
    assert not bare
