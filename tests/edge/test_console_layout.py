"""The console's editor of layouts: things move by buttons alone, and the page beside it is the portal's own."""

from typing import Any
from urllib.parse import urlencode

import pytest

from contracts.portal_config.portals import SaveDraft, ShowDraft
from contracts.portal_config.tenancy import ListModules
from contracts.records.accounts import FindAccounts
from contracts.records.sampling import SampleDraft
from stack.console import asked, form_in, send, signed_in
from stack.knocking import Knocker, problem
from stack.listed import EVIL, INVOICES, record

AT = "/portals/customers/modules/invoices/layout"
LAYOUT: dict[str, Any] = {
    "list": ["title", "total"],
    "detail": [{"section": {"en": EVIL, "pt": "Valores"}, "fields": ["total", "lines"]}],
    "later": "kept",
}
FIELDS = {
    "title": "read",
    "status": "write",
    "total": "read",
    "lines": "read",
    "due_on": "hidden",
    "fields.site": "read",
}
ENTRY: dict[str, Any] = {
    "module": "invoices", "scope": "account", "actions": ["view"], "fields": FIELDS, "layout": LAYOUT,
    "layouts": [{"roles": ["viewer"], "view": "cards"}], "related": ["orders"],
}  # fmt: skip
ORDERS: dict[str, Any] = {"module": "orders", "scope": "own", "label": {"en": EVIL}}
QUOTES: dict[str, Any] = {"module": "quotes", "scope": "own"}
DEFINITION = {
    "label": {"en": "Invoices"},
    "fields": [{"name": "site", "type": "string", "label": {"en": EVIL}, "sortable": True}],
}
ACCOUNTS = [
    {"account_id": "C-1", "name": EVIL, "kind": "customer"},
    {"account_id": "C-2", "name": None, "kind": "customer"},
]
SAMPLE = {
    "modules": [{**INVOICES, "layout": {"list": ["title", "total"], "detail": [], "view": "list"}}],
    "samples": [
        {
            "module": "invoices",
            "items": [record(1), record(2, title=EVIL)],
            "record": record(1, related=[{"module": "invoices", "id": "r2", "record_id": "INV/2"}]),
        }
    ],
}


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner of a tenant with a draft of three modules."""
    kept = await signed_in(edge)
    document: dict[str, Any] = {
        "slug": "customers",
        "name": "Acme",
        "languages": ["en", "de"],
        "modules": [ORDERS, ENTRY, QUOTES],
    }
    document["roles"] = {"viewer": {"modules": ["invoices"]}, "billing": {"modules": ["invoices"]}}
    edge.bus.says(
        ShowDraft, {"slug": "customers", "revision": 8, "document": document, "changed_at": "2026-11-22T10:00:00Z"}
    )
    modules = [{"module": name, "revision": 1, "definition": DEFINITION} for name in ("invoices", "orders", "quotes")]
    edge.bus.says(ListModules, {"items": modules})
    edge.bus.says(SaveDraft, {"slug": "customers", "revision": 9, "document": {}, "changed_at": "2026-11-22T10:00:00Z"})
    edge.bus.says(FindAccounts, {"items": ACCOUNTS, "more": False})
    edge.bus.says(SampleDraft, SAMPLE)
    return kept


def _entry(edge: Knocker, kind: type[Any] = SaveDraft) -> dict[str, Any]:
    found: dict[str, Any] = asked(edge, kind)[-1]["document"]["modules"][1]
    return found


async def test_the_page_beside_is_drawn_by_the_portals_own_parts_and_leads_nowhere(edge: Knocker, cookie: str) -> None:
    page = (await edge.ask("GET", f"/console{AT}", cookie=cookie)).text

    sample = page.split('id="sample"')[1]
    assert "Roof 1" in sample
    assert "€10.50" in sample
    assert 'href="/p/' not in sample
    assert EVIL not in page
    assert asked(edge, SampleDraft)[0]["account_id"] == "C-1", "as the first account there is"


async def test_what_is_sent_back_untouched_changes_nothing(edge: Knocker, cookie: str) -> None:
    page = await edge.ask("GET", f"/console{AT}", cookie=cookie)

    answer = await send(edge, cookie, AT, AT, urlencode({**form_in(page.text, "layout"), "do": "save"}))

    assert answer.headers["location"] == f"/console{AT}?saved=9"
    assert _entry(edge) == ENTRY


async def test_buttons_move_things_which_shows_at_once_and_saves_nothing(edge: Knocker, cookie: str) -> None:
    form = form_in((await edge.ask("GET", f"/console{AT}", cookie=cookie)).text, "layout")
    for what, more in (
        ("add columns", {"add:columns": "status"}), ("to:1 column:2", {}), ("up field:0.1", {}),
        ("add parts", {}), ("add fields:1", {"add:1": "fields.site"}), ("add parts", {}),
        ("draw", {"part:1:title:de": "Ort"}),
        ("draw", {"view": "board", "sort": "-total", "related:quotes": "1", "account": "C-2"}),
    ):  # fmt: skip
        page = await send(edge, cookie, AT, AT, urlencode({**form, **more, "do": what}))
        assert page.status == 200
        form = form_in(page.text, "layout")

    laid = {
        "list": ["status", "title", "total"],
        "detail": [
            {"section": {"en": EVIL, "pt": "Valores"}, "fields": ["lines", "total"]},
            {"section": {"de": "Ort"}, "fields": ["fields.site"]},
        ],
        "later": "kept",
        "view": "board",
    }
    wanted = {**ENTRY, "layout": laid, "related": ["orders", "quotes"], "sort": "-total"}
    assert _entry(edge, SampleDraft) == wanted
    assert asked(edge, SampleDraft)[-1]["account_id"] == "C-2"
    assert not asked(edge, SaveDraft)
    untitled = asked(edge, SampleDraft)[-5]["document"]["modules"][1]["layout"]["detail"][1]
    assert untitled == {"section": {"en": "…"}, "fields": ["fields.site"]}, "drawn before it has a title"

    await send(edge, cookie, AT, AT, urlencode({**form, "do": "save"}))
    assert _entry(edge) == wanted


async def test_only_what_shows_can_be_laid_out(edge: Knocker, cookie: str) -> None:
    page = (await edge.ask("GET", f"/console{AT}", cookie=cookie)).text
    columns = page.split('name="add:columns"')[1].split("</select>")[0]
    assert 'value="status"' in columns
    assert 'value="record_id"' in columns
    assert 'value="due_on"' not in columns, "it is hidden"
    assert 'value="lines"' not in columns, "lines show on pages only"


async def test_what_is_wrong_is_told_where_it_is(edge: Knocker, cookie: str) -> None:
    form = form_in((await edge.ask("GET", f"/console{AT}", cookie=cookie)).text, "layout")
    edge.bus.answers[SaveDraft] = problem(422, "portal-config.invalid", "/modules/1/layout/detail/0/section")
    edge.bus.answers[SampleDraft] = problem(422, "records.draft-invalid", "/document/modules/1/layout")

    wrong = await send(edge, cookie, AT, AT, urlencode({**form, "do": "save"}))
    undrawn = await send(edge, cookie, AT, AT, urlencode({**form, "do": "draw"}))

    assert wrong.status == 422
    assert "Give it a title, and fields that people may read." in wrong.text
    assert undrawn.status == 200
    assert "It cannot be drawn yet" in undrawn.text


async def test_some_roles_have_another_layout(edge: Knocker, cookie: str) -> None:
    page = (await edge.ask("GET", f"/console{AT}?for=new", cookie=cookie)).text
    form = {**form_in(page, "layout"), "role:billing": "1", "view": "board"}

    drawn = await send(edge, cookie, AT, AT, urlencode({**form, "add:columns": "status", "do": "add columns"}))
    saved = await send(edge, cookie, AT, AT, urlencode({**form_in(drawn.text, "layout"), "do": "save"}))
    again = await edge.ask("GET", f"/console{AT}?for=0", cookie=cookie, hx_request_type="partial")
    await send(edge, cookie, AT, AT, "revision=8&for=0&do=out+layout")

    assert asked(edge, SampleDraft)[-2]["roles"] == ["viewer"], "as one of those whom it is for"
    more = {"roles": ["billing"], "list": ["title", "total", "status"], "view": "board"}
    first, second = (body["document"]["modules"][1] for body in asked(edge, SaveDraft))
    assert first == {**ENTRY, "layouts": [*ENTRY["layouts"], more]}
    assert saved.headers["location"] == f"/console{AT}?for=1&saved=9"
    assert 'value="cards" checked' in again.text
    assert again.headers["hx-replace-url"] == f"/console{AT}?for=0"
    assert second == {key: value for key, value in ENTRY.items() if key != "layouts"}
    assert (await edge.ask("GET", f"/console{AT}?for=7", cookie=cookie)).status == 404


async def test_who_may_not_design_sees_the_layout_and_no_records(edge: Knocker, cookie: str) -> None:
    finance = await signed_in(edge, roles=frozenset({"finance"}))
    edge.bus.calls.clear()

    page = await edge.ask("GET", f"/console{AT}", cookie=finance)

    assert page.status == 200
    assert 'value="save"' not in page.text
    assert not asked(edge, SampleDraft)
    assert (await edge.ask("GET", "/console/portals/customers/modules/other/layout", cookie=cookie)).status == 404
