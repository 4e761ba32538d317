"""The first run at the door: each step saves in the draft and no more, and nothing is published before the last."""

from typing import Any

import pytest

from contracts.identity.invitations import CreateInvitations, ListInvitations
from contracts.portal_config.portals import (
    CreatePortal,
    ListPortals,
    PublishPortal,
    RemovePortal,
    SaveDraft,
    ShowDraft,
)
from contracts.portal_config.presets import ListPresets
from contracts.portal_config.tenancy import ListModules
from contracts.records.accounts import FindAccounts
from contracts.records.sampling import SampleDraft
from edge.web.console.first import inviting
from stack.console import asked, send, signed_in
from stack.knocking import Knocker, problem
from stack.listed import EVIL, INVOICES, record

ENTRY = {"module": "invoices", "scope": "account", "actions": ["view", "pay"], "fields": {"title": "read"}}
PRODUCTS = {"module": "products", "on": False, "scope": "everyone", "actions": ["view"], "fields": {"title": "read"}}
DEFINITION = {"label": {"en": "Bills"}, "fields": [{"name": "note", "type": "text"}], "statuses": []}
DOCUMENT: dict[str, Any] = {
    "slug": "customers", "name": EVIL, "audience": "customer", "languages": ["en"], "defaults": {"language": "en"},
    "look": {"primary": "#ffee00"}, "modules": [ENTRY, PRODUCTS], "roles": {"admin": {"modules": ["invoices"]}},
}  # fmt: skip
DRAFT = {"slug": "customers", "revision": 4, "document": DOCUMENT, "changed_at": "2026-11-22T10:00:00Z"}
PORTAL = {
    "slug": "customers", "name": EVIL, "audience": "customer", "published_version": None, "draft_revision": 4,
    "on": True,
}  # fmt: skip
PRESETS: dict[str, Any] = {
    "audience": "customer",
    "items": [{"module": one["module"], "definition": DEFINITION, "entry": one} for one in (ENTRY, PRODUCTS)],
    "roles": {"admin": {"modules": ["invoices"]}, "viewer": {"modules": ["invoices"], "without": ["pay"]}},
}
KLEBER = {
    "account_id": "C-1", "name": EVIL, "kind": "customer", "language": "de",
    "contacts": [{"contact_id": "P-1", "name": "Jo Buyer", "email": "jo@kleber.example"}],
}  # fmt: skip
SAMPLE = {"module": "invoices", "items": [record(1, title=EVIL)], "record": record(1, title=EVIL), "total": 12}
PLAIN = {**INVOICES, "module": "products", "view": "cards"}
NONE: dict[str, Any] = {"module": "products", "items": [], "record": None, "total": 0}
INVITED = {
    "id": "i1", "portal": "acme/customers", "email": "jo@kleber.example", "name": "Jo Buyer", "account_id": "C-1",
    "roles": ["admin"], "state": "invited", "expires_at": "2026-12-07T10:00:00Z", "created_at": "2026-11-23T10:00:00Z",
}  # fmt: skip
AT = "/first/customers"
PEOPLE = "revision=4&account_id=C-1&contact_id=P-1&name=Jo&email=jo@kleber.example&roles=admin&language=en"


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner whose only portal is not published yet."""
    kept = await signed_in(edge)
    edge.bus.calls.clear()
    said: list[tuple[type[Any], Any]] = [
        (ListPortals, {"items": [PORTAL]}), (ShowDraft, DRAFT), (ListPresets, PRESETS), (CreatePortal, PORTAL),
        (ListModules, {"items": [{"module": name, "definition": DEFINITION} for name in ("invoices", "products")]}),
        (FindAccounts, {"items": [KLEBER], "more": False}), (SaveDraft, DRAFT),
        (SampleDraft, {"modules": [INVOICES, PLAIN], "samples": [SAMPLE, NONE]}),
        (PublishPortal, {"slug": "customers", "version": 1}), (CreateInvitations, {"items": [INVITED]}),
        (ListInvitations, {"items": [INVITED]}),
    ]  # fmt: skip
    for kind, answer in said:
        edge.bus.says(kind, answer)
    return kept


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

    assert "it shows darker on light pages" in pale.text
    assert "it shows as it is" in dark.text
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


async def test_the_check_says_in_figures_and_words_what_would_show(edge: Knocker, cookie: str) -> None:
    answer = await edge.ask("GET", f"/console{AT}/check", cookie=cookie)

    assert "12 records for this account" in answer.text
    assert "1 kind of record shows" in answer.text
    assert "1 field of yours stays hidden." in answer.text
    assert "They may: look at them, pay." in answer.text


async def test_one_is_found_and_filled_in_from_what_the_backoffice_told(edge: Knocker, cookie: str) -> None:
    answer = await edge.ask("GET", f"/console{AT}/invite?q=kle&account=C-1&contact=P-1", cookie=cookie)

    assert {"q": "kle", "limit": 6} in asked(edge, FindAccounts)
    assert 'value="jo@kleber.example"' in answer.text
    assert "<script>alert" not in answer.text


async def test_the_last_step_publishes_what_was_looked_at_and_invites(edge: Knocker, cookie: str) -> None:
    at = f"{AT}/invite?account=C-1&contact=P-1"
    answer = await send(edge, cookie, at, f"{AT}/invite", PEOPLE)
    done = await edge.ask("GET", answer.headers["location"], cookie=cookie)
    edge.bus.says(ListPortals, {"items": [{**PORTAL, "published_version": 1}]})
    open_now = await edge.ask("GET", answer.headers["location"], cookie=cookie)

    assert asked(edge, PublishPortal) == [{"slug": "customers", "expected_revision": 4}]
    [invited] = asked(edge, CreateInvitations)[0]["invitations"]
    assert (invited["account_id"], invited["contact_id"], invited["roles"]) == ("C-1", "P-1", ["admin"])
    assert done.status == 404, "it does not say that a portal is open which is not"
    assert "Jo Buyer gets a mail at jo@kleber.example" in open_now.text


async def test_an_invitation_that_cannot_be_publishes_nothing(edge: Knocker, cookie: str) -> None:
    at = f"{AT}/invite?by_hand=1"
    answer = await send(edge, cookie, at, f"{AT}/invite", "revision=4&account_id=C-1&name=Jo&email=nonsense")

    assert answer.status == 422
    assert "Nothing is published yet" in answer.text
    assert not asked(edge, PublishPortal)


async def test_a_draft_that_somebody_else_changed_is_looked_at_again(edge: Knocker, cookie: str) -> None:
    edge.bus.refuses(PublishPortal, 412, "portal-config.draft-changed")
    answer = await send(edge, cookie, f"{AT}/invite?account=C-1", f"{AT}/invite", PEOPLE)

    assert answer.headers["location"] == f"/console{AT}/check?told=changed"
    assert not asked(edge, CreateInvitations)


async def test_identity_is_waited_for_and_a_refusal_says_what_has_happened(
    edge: Knocker, cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting, "PAUSE_SECONDS", 0)
    refused = problem(422, "identity.invitations-invalid", "/invitations/0/portal")
    unknown = refused.body.replace(b'"code":"wrong"', b'"code":"identity.unknown-portal"')
    edge.bus.answers[CreateInvitations] = type(refused)(422, unknown)
    late = await send(edge, cookie, f"{AT}/invite?account=C-1", f"{AT}/invite", PEOPLE)
    waited = len(asked(edge, CreateInvitations))
    member = refused.body.replace(b'"code":"wrong"', b'"code":"identity.already-member"')
    edge.bus.answers[CreateInvitations] = type(refused)(422, member)
    taken = await send(edge, cookie, f"{AT}/invite?account=C-1", f"{AT}/invite", PEOPLE)

    assert waited == inviting.TRIES
    assert "not ready for invitations yet" in late.text
    assert "The portal is published, but nobody is invited yet" in taken.text
    assert "acts for this account there already" in taken.text


async def test_starting_over_removes_the_portal_and_what_the_browser_kept(edge: Knocker, cookie: str) -> None:
    edge.bus.says(RemovePortal, {})
    answer = await send(edge, cookie, f"{AT}/roles", f"{AT}/undo")
    edge.bus.refuses(RemovePortal, 409, "portal-config.published-once")
    late = await send(edge, cookie, f"{AT}/roles", f"{AT}/undo")

    assert asked(edge, RemovePortal)[0] == {"slug": "customers"}
    assert answer.headers["location"] == "/console/first?told=undone"
    assert 'portico.first=""' in answer.headers["set-cookie"] or "portico.first=;" in answer.headers["set-cookie"]
    assert late.headers["location"] == "/console/portals/customers"
