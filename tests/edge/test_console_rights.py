"""Fields and rights of one module in the console: readable as a table, changed one by one and many at once."""

import re

import pytest

from contracts.portal_config.portals import SaveDraft
from stack.console import asked, send, signed_in
from stack.drafted import HOSTILE, customers, saved, says_draft, somebody_was_faster
from stack.knocking import Knocker

AT = "/portals/customers/modules/invoices"
OWN = "/portals/customers/modules/meters"
FORM = "revision=8&action.view=1&action.pay=1&action.comment=1&action.share=1&action.export=1"


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner of a tenant with one portal, which lists a module of its own too."""
    kept = await signed_in(edge)
    edge.bus.calls.clear()
    document = customers()
    document["modules"].append(
        {"module": "meters", "scope": "account", "actions": ["view"], "fields": {"fields.site": "read"}}
    )
    says_draft(edge, document)
    return kept


async def test_every_field_of_the_module_has_a_row_and_one_right(edge: Knocker, cookie: str) -> None:
    page = await edge.ask("GET", f"/console{AT}", cookie=cookie)
    rights = re.findall(r'name="right\.([\w.]+)" value="(\w+)" checked', page.text)

    assert ("title", "read") in rights
    assert ("contacts", "hidden") in rights
    assert len(rights) == len(dict(rights)) == page.text.count('value="hidden"')
    assert '<th scope="row"' in page.text
    assert "These roles see it: admin, billing, viewer." in page.text


async def test_a_field_is_hidden_and_what_leans_on_it_follows(edge: Knocker, cookie: str) -> None:
    answer = await send(edge, cookie, AT, AT, f"{FORM}&right.total=hidden&right.contacts=write")

    entry = saved(edge)["modules"][0]
    assert "total" not in entry["fields"]
    assert "total" not in entry["layout"]["list"]
    assert entry["fields"]["contacts"] == "write"
    assert entry["actions"] == customers()["modules"][0]["actions"], "ticked as they were they stay in their order"
    assert saved(edge)["modules"][1:-1] == customers()["modules"][1:]
    assert answer.headers["location"] == f"/console{AT}?saved=9"


async def test_a_section_is_hidden_by_one_button_which_has_the_focus_after(edge: Knocker, cookie: str) -> None:
    answer = await send(edge, cookie, AT, AT, f"{FORM}&bulk=amounts:hidden")
    document = saved(edge)
    says_draft(edge, document, revision=9)
    page = await edge.ask("GET", answer.headers["location"], cookie=cookie)

    assert not {"total", "balance", "currency", "taxes"} & document["modules"][0]["fields"].keys()
    assert re.search(r'id="amounts:hidden"[^>]*data-focus autofocus', page.text)
    assert page.text.count("autofocus") == 1


async def test_actions_are_taken_and_given(edge: Knocker, cookie: str) -> None:
    await send(edge, cookie, AT, AT, "revision=8&action.view=1&action.approve=1")

    assert saved(edge)["modules"][0]["actions"] == ["view", "approve"]


async def test_a_module_of_the_tenants_own_has_its_fields_and_its_words_are_text(edge: Knocker, cookie: str) -> None:
    page = await edge.ask("GET", f"/console{OWN}", cookie=cookie)
    await send(edge, cookie, OWN, OWN, "revision=8&action.view=1&bulk=own:hidden")

    assert HOSTILE not in page.text
    assert 'name="right.fields.site" value="read" checked' in page.text
    assert saved(edge)["modules"][-1]["fields"] == {}


async def test_who_is_late_sees_the_difference_and_may_do_it_to_what_is_there_now(edge: Knocker, cookie: str) -> None:
    somebody_was_faster(edge.bus)
    late = await send(edge, cookie, AT, AT, f"{FORM.replace('revision=8', 'revision=7')}&right.total=hidden")

    assert late.status == 412
    assert "Name: Theirs instead of Customers." in late.text
    assert "“Total” no longer shows." in late.text
    assert 'name="right.total" value="hidden"' in late.text


async def test_a_refused_matrix_says_where_and_nothing_is_lost_of_the_draft(edge: Knocker, cookie: str) -> None:
    edge.bus.refuses(SaveDraft, 422, "portal-config.draft-invalid", "/document/modules/0/fields")
    refused = await send(edge, cookie, AT, AT, f"{FORM}&right.total=hidden")

    assert refused.status == 422
    assert "<code>/modules/0/fields</code> not so" in refused.text


@pytest.mark.parametrize("module", ["purchase_orders", "nonsense"])
async def test_a_module_that_the_portal_does_not_list_has_no_page(edge: Knocker, cookie: str, module: str) -> None:
    answer = await edge.ask("GET", f"/console/portals/customers/modules/{module}", cookie=cookie)

    assert answer.status == 404


async def test_a_button_that_there_is_not_saves_nothing(edge: Knocker, cookie: str) -> None:
    answer = await send(edge, cookie, AT, AT, f"{FORM}&bulk=all:everything")

    assert answer.status == 409
    assert not asked(edge, SaveDraft)
