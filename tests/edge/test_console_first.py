"""The first run at the door: each step saves in the draft and no more, and nothing is published before the last."""

from typing import Any

import pytest

from contracts.portal_config.portals import CreatePortal, ListPortals, PublishPortal, RemovePortal, SaveDraft
from contracts.records.sampling import SampleDraft
from stack.console import asked, send, signed_in
from stack.first_run import AT, PORTAL, PRESETS, begins
from stack.knocking import Knocker


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner whose only portal is not published yet."""
    return await begins(edge)


def saved(edge: Knocker) -> dict[str, Any]:
    """The document that was saved last."""
    document: dict[str, Any] = asked(edge, SaveDraft)[-1]["document"]
    return document


@pytest.mark.parametrize("below", ["/name", "/shows", "/shows/invoices", "/shows/products", "/roles", "/check"])
async def test_no_step_says_more_than_text_and_none_but_the_last_publishes(
    edge: Knocker, cookie: str, below: str
) -> None:
    answer = await edge.ask("GET", f"/console{AT}{below}", cookie=cookie)

    assert answer.status == 200, answer.text
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert not asked(edge, PublishPortal)
    assert not asked(edge, SaveDraft), "looking changes nothing"


async def test_a_new_tenant_is_led_in_from_the_overview(edge: Knocker, cookie: str) -> None:
    edge.bus.says(ListPortals, {"items": []})
    new = await edge.ask("GET", "/console/", cookie=cookie)
    edge.bus.says(ListPortals, {"items": [{**PORTAL, "published_version": 1}]})
    old = await edge.ask("GET", "/console/", cookie=cookie)

    assert "Set up your first portal" in new.text
    assert 'href="/console/first"' not in old.text


async def test_the_first_step_makes_the_portal_with_its_languages_and_colour(edge: Knocker, cookie: str) -> None:
    answer = await send(
        edge, cookie, "/first", "/first", "name=Acme&audience=customer&language=de&also-pt=1&primary=%230a0b0c&slug="
    )

    assert asked(edge, CreatePortal) == [{"slug": "acme", "name": "Acme", "audience": "customer"}]
    assert (saved(edge)["languages"], saved(edge)["look"]["primary"]) == (["de", "pt"], "#0a0b0c")
    assert answer.headers["location"] == "/console/first/acme/shows"


async def test_a_taken_address_and_no_name_are_told_with_what_was_entered(edge: Knocker, cookie: str) -> None:
    edge.bus.refuses(CreatePortal, 409, "portal-config.portal-exists")
    taken = await send(edge, cookie, "/first", "/first", "name=Kept+name&audience=customer&language=en")
    none = await send(edge, cookie, "/first", "/first", "name=&audience=customer&language=en")

    assert (taken.status, none.status) == (422, 422)
    assert "Kept name" in taken.text
    assert not asked(edge, SaveDraft)


async def test_a_colour_is_told_with_its_contrast_while_it_is_chosen(edge: Knocker, cookie: str) -> None:
    asked_for: dict[str, Any] = {"hx_request": "true", "hx_request_type": "partial"}
    pale = await edge.ask("GET", "/console/first/colour?primary=%23ffee00", cookie=cookie, **asked_for)
    dark = await edge.ask("GET", "/console/first/colour?primary=%230e5a64", cookie=cookie, **asked_for)

    assert "is needed to be read" in pale.text
    assert "is used as it is" in dark.text
    assert "<style" not in pale.text


async def test_who_comes_back_goes_on_where_they_were(edge: Knocker, cookie: str) -> None:
    step = await edge.ask("GET", f"/console{AT}/roles", cookie=f"{cookie}; portico-form={'A' * 22}")
    back = await edge.ask("GET", "/console/first", cookie=f"{cookie}; portico.first=customers.roles")
    other = await edge.ask("GET", "/console/first", cookie=f"{cookie}; portico.first=elsewhere.roles")

    assert step.headers["set-cookie"].startswith("portico.first=customers.roles;")
    assert back.headers["location"] == f"/console{AT}/roles"
    assert other.status == 200
    assert f'href="/console{AT}/name"' in other.text, "what was begun is there to go on with"


async def test_what_they_see_is_the_tenants_own_records_or_examples_that_say_so(edge: Knocker, cookie: str) -> None:
    answer = await edge.ask("GET", f"/console{AT}/shows", cookie=cookie)
    [sampled] = asked(edge, SampleDraft)

    assert sampled["account_id"] == "C-1"
    assert all(entry.get("on") is not False for entry in sampled["document"]["modules"])
    assert answer.text.count("Your records") == 1
    assert answer.text.count("Examples") == 1
    assert "Filter set" in answer.text


async def test_a_module_is_shown_as_the_portal_shows_it(edge: Knocker, cookie: str) -> None:
    own = await edge.ask("GET", f"/console{AT}/shows/invoices?account=C-9", cookie=cookie)
    made_up = await edge.ask("GET", f"/console{AT}/shows/nowhere", cookie=cookie)

    assert asked(edge, SampleDraft)[0]["account_id"] == "C-9"
    assert asked(edge, SampleDraft)[0]["module"] == "invoices"
    assert 'class="table"' in own.text
    assert 'class="paper card"' in own.text
    assert made_up.status == 404


async def test_choosing_modules_and_roles_saves_them_in_the_draft(edge: Knocker, cookie: str) -> None:
    shows = await send(edge, cookie, f"{AT}/shows", f"{AT}/shows", "revision=4&show-products=1")
    modules = {entry["module"]: entry.get("on", True) for entry in saved(edge)["modules"]}
    roles = await send(edge, cookie, f"{AT}/roles", f"{AT}/roles", "revision=4&scope=account_tree&role-viewer=1")

    assert modules == {"invoices": False, "products": True}
    assert shows.headers["location"] == f"/console{AT}/roles?saved=4"
    assert [entry["scope"] for entry in saved(edge)["modules"]] == ["account_tree", "everyone"]
    assert saved(edge)["roles"] == {"viewer": PRESETS["roles"]["viewer"]}
    assert roles.headers["location"] == f"/console{AT}/check?saved=4"


async def test_a_step_that_changes_nothing_saves_nothing_and_goes_on(edge: Knocker, cookie: str) -> None:
    answer = await send(edge, cookie, f"{AT}/roles", f"{AT}/roles", "revision=4&scope=account&role-admin=1")

    assert not asked(edge, SaveDraft)
    assert answer.headers["location"] == f"/console{AT}/check"


async def test_the_check_says_in_figures_and_words_what_would_show(edge: Knocker, cookie: str) -> None:
    answer = await edge.ask("GET", f"/console{AT}/check", cookie=cookie)

    assert "12 records for this account" in answer.text
    assert "1 kind of record shows" in answer.text
    assert "1 field of yours stays hidden." in answer.text
    assert "They may: look at them, pay." in answer.text


@pytest.mark.parametrize("below", ["", "/customers/name", "/customers/roles", "/customers/check"])
async def test_who_may_shape_no_portal_is_not_led_through_making_one(edge: Knocker, below: str) -> None:
    await begins(edge)
    auditor = await signed_in(edge, roles=frozenset({"auditor"}))
    refused = await edge.ask("GET", f"/console/first{below}", cookie=auditor)
    portals = await edge.ask("GET", "/console/portals", cookie=auditor)

    assert refused.status == 403
    assert "/console/first" not in portals.text
    assert portals.status == 200


async def test_starting_over_removes_the_portal_and_what_the_browser_kept(edge: Knocker, cookie: str) -> None:
    edge.bus.says(RemovePortal, {})
    answer = await send(edge, cookie, f"{AT}/roles", f"{AT}/undo")
    edge.bus.refuses(RemovePortal, 409, "portal-config.published-once")
    late = await send(edge, cookie, f"{AT}/roles", f"{AT}/undo")

    assert asked(edge, RemovePortal)[0] == {"slug": "customers"}
    assert answer.headers["location"] == "/console/first?told=undone"
    assert 'portico.first=""' in answer.headers["set-cookie"] or "portico.first=;" in answer.headers["set-cookie"]
    assert late.headers["location"] == "/console/portals/customers"
