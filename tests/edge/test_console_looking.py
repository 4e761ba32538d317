"""Looking from the console: into the portal with a token that changes nothing, under a banner, and out again."""

from typing import Any

import pytest

from contracts.identity.people import ChangeMe, ShowMe
from contracts.identity.person import ShowPerson
from contracts.identity.previewing import OpenPreview
from contracts.identity.view_as import ViewAs
from contracts.message import Who
from contracts.portal_config.portals import ListPortals, ListVersions, ShowDraft, ShowPublicPortal
from contracts.portal_config.tenancy import ListModules
from contracts.portal_config.versions import CompareVersions, ShowVersion
from contracts.principal import Principal
from contracts.records.dashboard import ShowDashboard
from contracts.records.previewing import KeepPreview
from contracts.records.viewing import ShowPortal
from stack.console import FORM, asked, send, signed_in
from stack.knocking import Knocker, Reply

SLUG = "looked-at"
HOME = f"/p/acme/{SLUG}"
WHEN = "2026-11-22T10:00:00Z"
MEMBERSHIP = {"id": "m9", "portal": f"acme/{SLUG}", "portal_name": "Acme", "account_id": "C-1", "roles": []}
JO = {
    "id": "u9", "email": "jo@example.com", "name": "Jo", "language": "en", "time_zone": "UTC",
    "date_format": "yyyy-MM-dd", "time_format": "24h", "country": None, "membership": MEMBERSHIP, "terms": None,
}  # fmt: skip
DOCUMENT = {"slug": SLUG, "name": "Acme", "modules": [], "defaults": {"language": "en", "time_zone": "UTC"}}


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner of a tenant with a portal and somebody in it."""
    kept = await signed_in(edge)
    edge.bus.calls.clear()
    user = {**JO, "state": "active", "memberships": [MEMBERSHIP], "created_at": WHEN}
    portal = {
        "slug": SLUG,
        "name": "Acme",
        "audience": "customer",
        "published_version": 1,
        "draft_revision": 4,
        "on": True,
    }
    version = {"version": 1, "document": DOCUMENT, "published_at": WHEN, "published_by": "s1"}
    said: list[tuple[type[Any], Any]] = [
        (ShowPerson, {"user": user, "language": "en", "last_seen_at": None, "sessions": [], "invitations": []}),
        (ShowMe, JO), (ListPortals, {"items": [portal]}),
        (ShowDraft, {"slug": SLUG, "revision": 4, "document": DOCUMENT, "changed_at": WHEN}),
        (ListVersions, {"items": []}), (ShowVersion, version), (CompareVersions, {"changes": [], "more": False}),
        (ListModules, {"items": []}),
        (ShowPublicPortal, {"portal": f"acme/{SLUG}", "name": "Acme", "languages": ["en"], "look": {}, "sign_in": {}}),
        (ShowPortal, {"portal": f"acme/{SLUG}", "name": "Acme", "version": 1, "modules": [], "fresh_as_of": None}),
        (ShowDashboard, {"modules": [], "since": WHEN, "fresh_as_of": None}),
    ]  # fmt: skip
    for kind, answer in said:
        edge.bus.says(kind, answer)
    return kept


def _token(edge: Knocker, **claims: Any) -> str:
    scope = {"tenant": "acme", "subject": "u9", "session": "x1", "portal": SLUG, "account": "C-1", "read_only": True}
    return edge.signer.sign(Principal(Who.USER, **{**scope, **claims}), 900)


async def _looking(edge: Knocker, cookie: str) -> tuple[Reply, str]:
    token = _token(edge, membership="m9", acting="s1")
    edge.bus.says(ViewAs, {"access_token": token, "expires_in": 900, "user": JO, "membership": MEMBERSHIP})
    into = await send(edge, cookie, "/people/u9", "/people/u9/memberships/m9/view")
    return into, into.headers["set-cookie"].split(";")[0]


async def test_staff_see_what_one_person_sees_under_a_banner(edge: Knocker, cookie: str) -> None:
    into, look = await _looking(edge, cookie)

    page = await edge.ask("GET", f"{HOME}/", cookie=look)

    assert asked(edge, ViewAs) == [{"membership_id": "m9"}]
    assert into.headers["location"] == f"{HOME}/"
    assert page.status == 200
    assert "You see this portal as Jo does." in page.text


async def test_nothing_that_has_an_effect_is_even_asked(edge: Knocker, cookie: str) -> None:
    _, look = await _looking(edge, cookie)
    page = await edge.ask("GET", f"{HOME}/profile", cookie=look)
    token = page.text.split(f'action="{HOME}/profile"')[1].split('name="form_token" value="')[1].split('"')[0]
    nonce = page.headers["set-cookie"].split(";")[0]

    answer = await edge.ask(
        "POST", f"{HOME}/profile", cookie=f"{look}; {nonce}", host="edge", origin="http://edge", content_type=FORM,
        raw=f"form_token={token}&name=Mallory".encode(),
    )  # fmt: skip

    assert answer.status == 403
    assert not asked(edge, ChangeMe)


async def test_the_look_ends_and_the_console_is_there_again(edge: Knocker, cookie: str) -> None:
    _, look = await _looking(edge, cookie)
    page = await edge.ask("GET", f"{HOME}/", cookie=look)
    token = page.text.split(f'action="{HOME}/look/end"')[1].split('name="form_token" value="')[1].split('"')[0]
    nonce = page.headers["set-cookie"].split(";")[0]

    answer = await edge.ask(
        "POST", f"{HOME}/look/end", cookie=f"{look}; {nonce}", host="edge", origin="http://edge", content_type=FORM,
        raw=f"form_token={token}".encode(),
    )  # fmt: skip

    assert answer.headers["location"] == "/console/"
    assert f'portico.acme.{SLUG}=""' in answer.headers["set-cookie"]


async def test_a_draft_is_looked_at_as_somebody_of_a_role_would(edge: Knocker, cookie: str) -> None:
    edge.bus.says(KeepPreview, {"id": "p1", "draft_revision": 4, "expires_at": WHEN})
    opened = {"access_token": _token(edge, subject="s1", account="C-7", preview="p1"), "expires_in": 900}
    edge.bus.says(OpenPreview, {**opened, "portal": f"acme/{SLUG}", "draft_revision": 4})

    into = await send(edge, cookie, f"/portals/{SLUG}", f"/portals/{SLUG}/preview", "account=C-7&roles=billing")
    page = await edge.ask("GET", f"{HOME}/", cookie=into.headers["set-cookie"].split(";")[0])

    (kept,) = asked(edge, KeepPreview)
    (wanted,) = asked(edge, OpenPreview)
    assert kept["document"] == DOCUMENT
    assert (wanted["preview_id"], wanted["account_id"], wanted["roles"]) == ("p1", "C-7", ["billing"])
    assert "This is a preview of the draft" in page.text


async def test_a_role_that_the_draft_does_not_know_is_told(edge: Knocker, cookie: str) -> None:
    edge.bus.refuses(KeepPreview, 422, "records.unknown-role")

    answer = await send(edge, cookie, f"/portals/{SLUG}", f"/portals/{SLUG}/preview", "roles=nobody")

    assert answer.headers["location"].endswith("?told=no-preview")
    assert not asked(edge, OpenPreview)


async def test_nobody_in_particular_has_no_address_and_their_pages_are_there(edge: Knocker, cookie: str) -> None:
    edge.bus.says(KeepPreview, {"id": "p1", "draft_revision": 4, "expires_at": WHEN})
    opened = {"access_token": _token(edge, subject="s1", account="C-7", preview="p1"), "expires_in": 900}
    edge.bus.says(OpenPreview, {**opened, "portal": f"acme/{SLUG}", "draft_revision": 4})
    into = await send(edge, cookie, f"/portals/{SLUG}", f"/portals/{SLUG}/preview", "account=C-7")

    page = await edge.ask("GET", HOME + "/password", cookie=into.headers["set-cookie"].split(";")[0])

    assert page.status == 200
