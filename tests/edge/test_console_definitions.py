"""The console's pages about modules: presets are read and copied, one's own are written row by row."""

from typing import Any
from urllib.parse import urlencode

import pytest

from contracts.portal_config.presets import ListPresets
from contracts.portal_config.tenancy import DefineModule, ListModules, ShowModule
from stack.console import asked, send, signed_in
from stack.knocking import Knocker, Reply

EVIL = "<script>alert(1)</script>\"'{{7*7}}"
INVOICES = {"label": {"en": "Invoices"}, "fields": [], "statuses": []}
OWN: dict[str, Any] = {
    "label": {"en": EVIL, "de": "Begehungen"},
    "fields": [{"name": "place", "type": "string", "label": {"en": EVIL}, "sortable": True, "searchable": True}],
    "statuses": [{"value": "open", "label": {"en": EVIL}, "tone": "info", "closed": False, "waits": True}],
}
MODULE = {"module": "site_checks", "revision": 3, "definition": OWN}
PRESET = {"module": "invoices", "revision": 1, "definition": INVOICES}
FORM = {
    "revision": "3", "label-en": "Site checks", "field-0-name": "place", "field-0-type": "string",
    "field-0-label-en": "Place", "field-0-sortable": "1", "status-0-value": "open", "status-0-label-en": "Open",
    "status-0-tone": "info", "status-0-waits": "1",
}  # fmt: skip


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner of a tenant with the presets and a module of its own."""
    kept = await signed_in(edge)
    edge.bus.calls.clear()
    entry = {"module": "invoices", "definition": INVOICES, "entry": {}}
    said: list[tuple[type[Any], Any]] = [
        (ListModules, {"items": [PRESET, MODULE]}), (ShowModule, MODULE), (DefineModule, {**MODULE, "revision": 4}),
        (ListPresets, {"audience": "customer", "items": [entry], "roles": {}}),
    ]  # fmt: skip
    for kind, answer in said:
        edge.bus.says(kind, answer)
    return kept


async def _save(edge: Knocker, cookie: str, **fields: str) -> Reply:
    return await send(edge, cookie, "/modules/site_checks/edit", "/modules/site_checks/edit", urlencode(FORM | fields))


@pytest.mark.parametrize("below", ["/modules", "/modules/site_checks", "/modules/site_checks/edit"])
async def test_labels_are_text_and_nothing_else(edge: Knocker, cookie: str, below: str) -> None:
    page = await edge.ask("GET", f"/console{below}", cookie=cookie)

    assert page.status == 200
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


async def test_a_preset_is_read_and_copied_and_never_changed(edge: Knocker, cookie: str) -> None:
    edge.bus.says(ShowModule, PRESET)

    page = await edge.ask("GET", "/console/modules/invoices", cookie=cookie)
    form = await edge.ask("GET", "/console/modules/invoices/edit", cookie=cookie)
    copy = await edge.ask("GET", "/console/modules/new-module?copy=invoices", cookie=cookie)

    assert "/console/modules/new-module?copy=invoices" in page.text
    assert "/console/modules/invoices/edit" not in page.text
    assert form.status == 404
    assert 'value="own_invoices"' in copy.text
    assert 'value="Invoices"' in copy.text


async def test_a_preset_that_its_tenant_has_defined_anew_is_its_own(edge: Knocker, cookie: str) -> None:
    edge.bus.says(ShowModule, {**PRESET, "revision": 2})

    page = await edge.ask("GET", "/console/modules/invoices", cookie=cookie)

    assert "/console/modules/invoices/edit" in page.text
    assert (await edge.ask("GET", "/console/modules/invoices/edit", cookie=cookie)).status == 200


async def test_a_module_is_saved_over_what_its_author_saw(edge: Knocker, cookie: str) -> None:
    answer = await _save(edge, cookie)

    (wanted,) = asked(edge, DefineModule)
    assert (wanted["module"], wanted["expected_revision"]) == ("site_checks", 3)
    assert wanted["definition"]["fields"] == [
        {"name": "place", "type": "string", "label": {"en": "Place"}, "sortable": True, "searchable": False}
    ]
    assert answer.headers["location"] == "/console/modules/site_checks?told=saved"


async def test_a_button_of_a_row_saves_nothing(edge: Knocker, cookie: str) -> None:
    page = await _save(edge, cookie, do="field-add")

    assert not asked(edge, DefineModule)
    assert page.status == 200
    assert 'name="field-1-name"' in page.text
    assert 'value="Site checks"' in page.text, "what was typed is still there"
    assert page.text.count("autofocus") == 1


async def test_a_new_one_is_only_made_where_none_is(edge: Knocker, cookie: str) -> None:
    new = {**FORM, "revision": "0", "module": "site_checks"}
    at = "/modules/new-module"

    await send(edge, cookie, at, at, urlencode(new))
    edge.bus.refuses(DefineModule, 412, "portal-config.module-changed")
    taken = await send(edge, cookie, at, at, urlencode(new))
    preset = await send(edge, cookie, at, at, urlencode({**new, "module": "invoices"}))
    none = await send(edge, cookie, at, at, urlencode({**new, "module": "Site Checks"}))

    assert [each["expected_revision"] for each in asked(edge, DefineModule)] == [0, 0]
    assert (taken.status, preset.status, none.status) == (412, 409, 422)
    assert all('id="module-wrong"' in page.text for page in (taken, preset, none))


async def test_the_second_editor_sees_what_theirs_would_change_and_keeps_their_text(edge: Knocker, cookie: str) -> None:
    page = await edge.ask("GET", "/console/modules/site_checks/edit", cookie=cookie)
    assert 'name="revision" value="3"' in page.text
    floor = {"name": "floor", "type": "number", "label": {"en": "Floor"}, "sortable": True, "searchable": False}
    edge.bus.says(ShowModule, {**MODULE, "revision": 4, "definition": {**OWN, "fields": [*OWN["fields"], floor]}})
    edge.bus.refuses(DefineModule, 412, "portal-config.module-changed")

    late = await _save(edge, cookie)

    assert late.status == 412
    assert "The field “Floor” is gone." in late.text
    assert 'name="revision" value="4"' in late.text
    assert 'value="Site checks"' in late.text


async def test_what_is_wrong_stands_beside_its_place(edge: Knocker, cookie: str) -> None:
    edge.bus.refuses(
        DefineModule, 422, "portal-config.module-invalid", "/definition/fields/0/name", "/definition/label",
        "/definition/fields/0/sortable",
    )  # fmt: skip

    page = await _save(edge, cookie)

    assert page.status == 422
    assert 'id="field-0-name-wrong"' in page.text
    assert 'id="label-en-wrong"' in page.text
    assert 'aria-describedby="field-0-sortable-wrong"' in page.text


async def test_what_a_published_portal_uses_stays_and_the_portal_is_named(edge: Knocker, cookie: str) -> None:
    edge.bus.refuses(DefineModule, 409, "portal-config.module-in-use", "/definition")

    page = await _save(edge, cookie)

    assert page.status == 409
    assert "A published portal uses what this would take away." in page.text
    assert "not so" in page.text


async def test_who_may_only_read_is_offered_no_form(edge: Knocker, cookie: str) -> None:
    reader = await signed_in(edge, roles=frozenset({"support"}))

    pages = [await edge.ask("GET", f"/console{below}", cookie=reader) for below in ("/modules", "/modules/site_checks")]
    form = await edge.ask("GET", "/console/modules/site_checks/edit", cookie=reader)

    assert [page.status for page in pages] == [200, 200]
    assert not [page for page in pages if "new-module" in page.text or "/edit" in page.text]
    assert form.status == 403
