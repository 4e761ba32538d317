"""A value of a record as a reader sees it: by its type, in their formats, and harmless whatever it holds."""

from typing import Any, cast

import pytest

from edge.web.assets import built
from edge.web.records.values import NOTHING, Shown, Values
from edge.web.renderer import Renderer
from edge.web.visit import Visit

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
MODULE: dict[str, Any] = {
    "module": "site_checks",
    "fields": {
        "title": {"type": "string", "label": None},
        "status": {"type": "choice", "label": None},
        "due_on": {"type": "date", "label": {"en": "Until"}},
        "total": {"type": "money", "label": None},
        "parties": {"type": None, "label": None},
        "fields.count": {"type": "number", "label": {"en": "Count", "de": "Anzahl"}},
        "fields.safe": {"type": "boolean", "label": None},
        "fields.at": {"type": "datetime", "label": None},
        "fields.report": {"type": "text", "label": None},
    },
    "statuses": [{"value": "done", "label": {"en": "Done", "de": "Fertig"}, "tone": "success", "closed": True}],
}
RECORD: dict[str, Any] = {
    "title": EVIL, "status": "done", "due_on": "2026-11-03", "currency": "EUR", "total": "1234567.80",
    "parties": {"seller": {"name": "x"}},
    "fields": {"count": "1000.50", "safe": False, "at": "2026-11-03T08:05:00Z", "report": f"one\ntwo {EVIL}"},
}  # fmt: skip


def _values(language: str = "de") -> Values:
    nobody = cast("Any", None)
    visit = Visit(nobody, nobody, nobody, nobody, "acme/customers", "/p/acme/customers", language, {})
    return Values(visit, MODULE)


def test_each_type_is_read_in_the_readers_way() -> None:
    values = _values()
    shown = {name: values.show(RECORD, name) for name in MODULE["fields"]}

    assert shown["total"] == Shown("figures", "1.234.567,80\xa0€")
    assert shown["fields.count"] == Shown("figures", "1.000,5")
    assert shown["due_on"] == Shown("day", "2026-11-03", machine="2026-11-03")
    assert shown["fields.at"] == Shown("moment", "2026-11-03, 08:05", machine="2026-11-03T08:05:00Z")
    assert shown["fields.safe"] == Shown("flag", "Nein")
    assert shown["status"] == Shown("status", "Fertig", tone="success")
    assert shown["parties"] == NOTHING


def test_what_is_missing_is_nothing_and_never_invented() -> None:
    values = _values()
    names = [*MODULE["fields"], "fields.unheard_of", "balance"]

    assert {name: values.show({}, name) for name in names} == dict.fromkeys(names, NOTHING)
    assert values.show({"total": "5"}, "total") == Shown("figures", "5")
    assert values.show({"title": ["a"], "fields": {"count": ""}}, "title") == NOTHING


def test_a_field_is_called_as_the_tenant_says_else_as_we_say_else_by_its_name() -> None:
    names = ("fields.count", "due_on", "total", "fields.safe", "lines.quantity")
    assert [_values().label(name) for name in names] == ["Anzahl", "Until", "Gesamt", "Safe", "Menge"]


def test_an_unknown_status_is_told_as_it_came() -> None:
    assert _values().status("on_hold") == Shown("status", "On hold", tone="neutral")


@pytest.mark.parametrize("name", MODULE["fields"])
def test_nothing_that_a_record_holds_becomes_markup(name: str) -> None:
    values = _values()
    hostile = {**dict.fromkeys(RECORD, EVIL), "fields": dict.fromkeys(RECORD["fields"], EVIL)}
    draw: Any = Renderer(built())._spoken["de"].get_template("parts/values.html").module

    for draw_as in (draw.value(values.show(hostile, name)), draw.fact(EVIL, values.show(hostile, name))):
        assert "<script" not in draw_as
        assert "<img" not in draw_as
    assert "<script" not in draw.cell(values.show(hostile, name), label=EVIL)


def test_what_is_missing_says_so_to_a_screen_reader_too() -> None:
    draw: Any = Renderer(built())._spoken["de"].get_template("parts/values.html").module
    assert 'aria-hidden="true">\N{EN DASH}</span><span class="unseen">' in draw.value(NOTHING)
    assert 'class="figures "' in draw.cell(Shown("figures", "5"))
