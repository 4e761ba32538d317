"""The console's builder of filters: a sentence, lines that come and go, and a draft that says what was built."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest

from contracts.portal_config.portals import SaveDraft, ShowDraft
from contracts.portal_config.tenancy import ListModules
from contracts.records.accounts import FindAccounts
from contracts.records.sampling import SampleDraft
from stack.console import asked, form_in, send, signed_in
from stack.knocking import Knocker, problem

EVIL = "<script>alert(1)</script>"
AT = "/portals/customers/modules/invoices/filter"
FILTER: dict[str, Any] = {
    "all": [
        {"field": "status", "op": "in", "value": ["sent", "paid"]},
        {"field": "issued_on", "op": "gte", "value": "$today-720d"},
        {
            "any": [
                {"field": "total", "op": "gt", "value": "12.50"},
                {"not": {"field": "title", "op": "contains", "value": EVIL}},
            ]
        },
    ]
}
ENTRY: dict[str, Any] = {"module": "invoices", "scope": "account", "filter": FILTER, "fields": {"title": "read"}}
ORDERS: dict[str, Any] = {"module": "orders", "scope": "own", "sort": None}
DOCUMENT: dict[str, Any] = {"slug": "customers", "name": EVIL, "modules": [ORDERS, ENTRY]}
DRAFT = {"slug": "customers", "revision": 8, "document": DOCUMENT, "changed_at": "2026-11-22T10:00:00Z"}
STATUSES = [{"value": value, "label": {"en": value.title(), "de": EVIL}} for value in ("draft", "sent", "paid")]
DEFINITION = {
    "label": {"en": "Invoices"}, "statuses": STATUSES,
    "fields": [{"name": "site", "type": "string", "label": {"en": EVIL}},
               {"name": "hot", "type": "boolean", "label": {"en": "Hot"}}],
}  # fmt: skip
MODULES = [
    {"module": "invoices", "revision": 1, "definition": DEFINITION},
    {"module": "orders", "revision": 1, "definition": {"label": {"en": "Orders"}}},
]

ITEMS = [{"id": f"r{number}", "record_id": f"INV/{number}", "title": EVIL} for number in range(3)]


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner of a tenant with a draft of two modules."""
    kept = await signed_in(edge)
    _says(edge, ENTRY)
    edge.bus.says(ListModules, {"items": MODULES})
    edge.bus.says(SaveDraft, DRAFT)
    edge.bus.says(FindAccounts, {"items": [{"account_id": "C-1", "name": EVIL, "kind": "customer"}], "more": False})
    edge.bus.says(SampleDraft, {"modules": [], "samples": [{"module": "invoices", "items": ITEMS, "record": None}]})
    return kept


def _says(edge: Knocker, entry: dict[str, Any]) -> None:
    edge.bus.says(ShowDraft, {**DRAFT, "document": {**DOCUMENT, "modules": [ORDERS, entry]}})


def _saved(edge: Knocker) -> dict[str, Any]:
    """The entry of the module in the draft that was saved last."""
    entries: list[dict[str, Any]] = asked(edge, SaveDraft)[-1]["document"]["modules"]
    return entries[1]


async def test_the_filter_reads_like_a_sentence(edge: Knocker, cookie: str) -> None:
    page = (await edge.ask("GET", f"/console{AT}", cookie=cookie)).text

    told = re.sub(r"\s+", " ", unescape(page.split('id="sentence"')[1].split("</p>")[0]))
    assert "Show the Invoices of which Status is one of Sent, Paid and Date is not more than 24 months ago" in told
    assert f"and (Total is more than 12.5 or Title does not contain “{EVIL}”)" in told
    assert EVIL not in page


@pytest.mark.parametrize(("language", "months"), [("de", "24 Monate"), ("es", "24 meses"), ("pt", "24 meses")])
async def test_the_sentence_is_said_in_each_language(edge: Knocker, cookie: str, language: str, months: str) -> None:
    theirs = await signed_in(edge, language=language)
    page = (await edge.ask("GET", f"/console{AT}", cookie=theirs)).text
    assert months in page.split('id="sentence"')[1].split("</p>")[0]


async def test_how_many_records_would_show_is_told_while_the_filter_is_built(edge: Knocker, cookie: str) -> None:
    form = form_in((await edge.ask("GET", f"/console{AT}", cookie=cookie)).text, "filter")
    edge.bus.calls.clear()

    page = await send(edge, cookie, AT, AT, urlencode({**form, "0:is:draft": "1", "do": "draw"}))

    with_it, without = asked(edge, SampleDraft)[-2:]
    assert with_it["document"]["modules"][1]["filter"]["all"][0]["value"] == ["draft", "sent", "paid"]
    assert "filter" not in without["document"]["modules"][1]
    assert with_it["account_id"] == "C-1"
    assert "3 of 3 records would show." in page.text
    assert EVIL not in page.text
    assert not asked(edge, SaveDraft)


@pytest.mark.parametrize("status", [422, 503])
async def test_a_filter_is_built_while_nothing_can_be_counted(edge: Knocker, cookie: str, status: int) -> None:
    edge.bus.refuses(SampleDraft, status, "records.no")
    edge.bus.refuses(FindAccounts, 503, "records.no")

    page = await edge.ask("GET", f"/console{AT}", cookie=cookie)

    assert page.status == 200
    assert "What would show can be told once each line is finished." in page.text


async def test_what_is_sent_back_untouched_changes_nothing(edge: Knocker, cookie: str) -> None:
    page = await edge.ask("GET", f"/console{AT}", cookie=cookie)

    answer = await send(edge, cookie, AT, AT, urlencode({**form_in(page.text, "filter"), "do": "save"}))

    assert answer.headers["location"] == f"/console{AT}?saved=8"
    assert asked(edge, SaveDraft) == [{"slug": "customers", "expected_revision": 8, "document": DOCUMENT}]


async def test_lines_are_built_with_buttons_alone_and_saved_as_the_document_has_them(
    edge: Knocker, cookie: str
) -> None:
    _says(edge, {"module": "invoices", "scope": "account"})
    form = form_in((await edge.ask("GET", f"/console{AT}", cookie=cookie)).text, "filter")
    for what, then in (
        ("add:", {"0:field": "status"}), ("draw", {"0:is:paid": "1"}), ("group:", {"1.0:field": "fields.hot"}),
        ("draw", {"1.0:op": "no"}), ("add:1", {"1.1:field": "due_on"}),
        ("draw", {"1.1:op": "ago_more"}),
        ("draw", {"1.1:value": "2", "1.1:unit": "7"}),
    ):  # fmt: skip
        page = await send(edge, cookie, AT, AT, urlencode({**form, "do": what}))
        assert page.status == 200
        form = form_in(page.text, "filter") | then
    assert not asked(edge, SaveDraft), "buttons save nothing"

    await send(edge, cookie, AT, AT, urlencode({**form, "do": "save"}))

    assert _saved(edge)["filter"] == {
        "all": [
            {"field": "status", "op": "in", "value": ["paid"]},
            {
                "any": [
                    {"field": "fields.hot", "op": "eq", "value": False},
                    {"field": "due_on", "op": "lt", "value": "$today-14d"},
                ]
            },
        ]
    }


async def test_a_line_of_another_field_is_looked_at_before_it_is_saved(edge: Knocker, cookie: str) -> None:
    form = form_in((await edge.ask("GET", f"/console{AT}", cookie=cookie)).text, "filter")

    page = await send(edge, cookie, AT, AT, urlencode({**form, "1:field": "fields.hot", "do": "save"}))

    assert page.status == 200
    assert not asked(edge, SaveDraft)
    assert "Hot is “yes”" in unescape(page.text)


async def test_without_a_line_there_is_no_filter(edge: Knocker, cookie: str) -> None:
    await send(edge, cookie, AT, AT, "revision=8&scope=account&do=save&:kind=all")
    assert "filter" not in _saved(edge)


async def test_everybodys_records_are_asked_for_twice(edge: Knocker, cookie: str) -> None:
    page = await send(edge, cookie, AT, AT, "revision=8&scope=everyone&do=draw")
    assert 'name="everyone"' in page.text
    await send(edge, cookie, AT, AT, "revision=8&scope=everyone&do=save")
    assert "everyone" not in _saved(edge)
    await send(edge, cookie, AT, AT, "revision=8&scope=everyone&everyone=1&do=save")
    assert (_saved(edge)["scope"], _saved(edge)["everyone"]) == ("everyone", True)
    assert _saved(edge)["filter"] == FILTER, "a form that shows no filter leaves it alone"

    _says(edge, {**ENTRY, "scope": "everyone", "everyone": True})
    await send(edge, cookie, AT, AT, "revision=8&scope=own&do=save")
    assert "everyone" not in _saved(edge)


async def test_what_is_wrong_stands_at_its_line(edge: Knocker, cookie: str) -> None:
    form = form_in((await edge.ask("GET", f"/console{AT}", cookie=cookie)).text, "filter")
    edge.bus.answers[SaveDraft] = problem(422, "portal-config.invalid", "/modules/1/filter/all/2/any/0/value")

    answer = await send(edge, cookie, AT, AT, urlencode({**form, "2.0:value": "much", "do": "save"}))

    assert answer.status == 422
    assert 'aria-invalid="true" aria-describedby="wrong2.0"' in answer.text
    assert 'value="much"' in answer.text, "what was written stays"


async def test_a_filter_that_cannot_be_shown_is_left_alone(edge: Knocker, cookie: str) -> None:
    strange = {**ENTRY, "filter": {"some": [1]}}
    _says(edge, strange)

    page = await edge.ask("GET", f"/console{AT}", cookie=cookie)
    await send(edge, cookie, AT, AT, urlencode({**form_in(page.text, "filter"), "do": "save"}))

    assert "It stays as it is." in page.text
    assert _saved(edge) == strange


@pytest.mark.parametrize("module", ["nowhere", "credit_notes"])
async def test_a_module_that_the_portal_does_not_list_is_not_there(edge: Knocker, cookie: str, module: str) -> None:
    answer = await edge.ask("GET", f"/console/portals/customers/modules/{module}/filter", cookie=cookie)
    assert answer.status == 404
