"""Pages of the portal at the door: who gets in, what comes back when not, and what a browser may do with it."""

import re
from typing import Any

import pytest

from contracts.identity.people import ShowMe
from contracts.identity.sessions import RefreshSession, SignIn
from contracts.message import Request, Who
from contracts.portal_config.portals import ShowPublicPortal
from contracts.principal import Principal
from contracts.records.dashboard import ShowDashboard
from contracts.records.viewing import ShowPortal
from edge.http.page_table import PORTAL_PAGES
from stack.knocking import Knocker, Reply

HOME = "/p/acme/customers"
FORM = "application/x-www-form-urlencoded"
SCOPE = {
    "tenant": "acme",
    "subject": "u1",
    "session": "x1",
    "portal": "customers",
    "membership": "m1",
    "account": "C-1",
}
PUBLIC = {"portal": "acme/customers", "name": "Acme", "languages": ["en", "de"], "look": {}, "sign_in": {}}
VIEW = {"portal": "acme/customers", "name": "Acme", "version": 1, "modules": [], "fresh_as_of": None}
BOARD: dict[str, Any] = {"modules": [], "since": "2026-10-23T10:00:05Z", "fresh_as_of": None}
ME: dict[str, Any] = {
    "id": "u1", "email": "jo@example.com", "name": "Jo <b>", "language": "de", "time_zone": "UTC",
    "date_format": "dd.MM.yyyy", "time_format": "24h", "country": None, "membership": {"id": "m1"},
}  # fmt: skip


@pytest.fixture
def portal(edge: Knocker) -> Knocker:
    """An edge whose services know one portal and one person."""
    for kind, body in ((ShowPublicPortal, PUBLIC), (ShowPortal, VIEW), (ShowMe, ME), (ShowDashboard, BOARD)):
        edge.bus.says(kind, body)
    return edge


def _tokens(edge: Knocker, seconds: int = 300, **claims: Any) -> dict[str, Any]:
    token = edge.signer.sign(Principal(Who.USER, **{**SCOPE, **claims}), seconds)
    return {"access_token": token, "refresh_token": "acme.f.1.x", "token_type": "Bearer", "expires_in": 300}


async def _form(
    portal: Knocker, below: str, fields: str, *, cookie: str = "", origin: str | None = "http://edge"
) -> Reply:
    page = await portal.ask("GET", HOME + below, cookie=cookie)
    nonce = re.search(r"portico-form=([\w-]+)", page.headers["set-cookie"])
    token = re.search(r'name="form_token" value="(\w+)"', page.text)
    assert nonce
    assert token
    sent = {"cookie": f"portico-form={nonce[1]}", "host": "edge", "content_type": FORM}
    if origin:
        sent["origin"] = origin
    return await portal.ask("POST", HOME + below, raw=f"form_token={token[1]}&{fields}".encode(), **sent)


async def _signed_in(edge: Knocker, **claims: Any) -> str:
    """The cookie of somebody who has signed in."""
    edge.bus.says(SignIn, {**_tokens(edge, **claims), "user": {}, "membership": {}})
    answer = await _form(edge, "/sign-in", "email=jo@example.com&password=a-long-password")
    assert answer.status == 303, answer.text
    return answer.headers["set-cookie"].split(";")[0]


@pytest.mark.parametrize(
    "page", [page for page in PORTAL_PAGES if page.who == "user" and not page.streams], ids=lambda page: page.name
)
async def test_a_stranger_is_sent_to_sign_in_and_nothing_is_asked_of_records(portal: Knocker, page: Any) -> None:
    below = re.sub(r"{\w+}", "x1", page.below)

    answer = await portal.ask(page.method, HOME + below)

    assert answer.status == 303
    assert answer.headers["location"].startswith(f"{HOME}/sign-in")
    assert not portal.bus.calls


async def test_who_signs_in_sees_the_portal_in_their_language(portal: Knocker) -> None:
    cookie = await _signed_in(portal)

    answer = await portal.ask("GET", HOME + "/", cookie=cookie)

    assert answer.status == 200
    assert '<html lang="de"' in answer.text
    assert "Jo &lt;b&gt;" in answer.text
    assert "Jo <b>" not in answer.text


@pytest.mark.parametrize(
    "claims",
    [{"tenant": "other"}, {"portal": "suppliers"}],
    ids=["another tenant's", "another portal's"],
)
async def test_a_session_opens_its_own_portal_only(portal: Knocker, claims: dict[str, str]) -> None:
    cookie = await _signed_in(portal, **claims)

    answer = await portal.ask("GET", HOME + "/", cookie=cookie)

    assert answer.status == 303
    assert "/sign-in" in answer.headers["location"]


async def test_a_cookie_of_one_portal_is_none_of_anothers(portal: Knocker) -> None:
    cookie = await _signed_in(portal)
    moved = cookie.replace("portico.acme.customers", "portico.acme.suppliers")

    answer = await portal.ask("GET", "/p/acme/suppliers/", cookie=moved)

    assert answer.status == 303


async def test_a_session_that_runs_out_is_renewed_behind_the_page(portal: Knocker) -> None:
    portal.bus.says(RefreshSession, _tokens(portal))
    cookie = await _signed_in(portal, seconds=5)

    answer = await portal.ask("GET", HOME + "/", cookie=cookie)

    assert answer.status == 200
    assert "portico.acme.customers=" in answer.headers["set-cookie"]
    assert [kind for kind, _, _ in portal.bus.calls].count(RefreshSession) == 1


async def test_a_session_that_was_ended_elsewhere_ends_here(portal: Knocker) -> None:
    cookie = await _signed_in(portal, seconds=5)
    portal.bus.refuses(RefreshSession, 401, "identity.session-ended")

    answer = await portal.ask("GET", HOME + "/", cookie=cookie)

    assert answer.status == 303
    assert answer.headers["location"] == f"{HOME}/sign-in?ended=1"
    assert 'portico.acme.customers=""' in answer.headers["set-cookie"]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
async def test_a_form_from_elsewhere_is_refused_before_sign_in_too(portal: Knocker, origin: str | None) -> None:
    answer = await _form(portal, "/sign-in", "email=jo@example.com&password=x", origin=origin)

    assert answer.status == 403
    assert SignIn not in [kind for kind, _, _ in portal.bus.calls]


@pytest.mark.parametrize("page", [page for page in PORTAL_PAGES if page.method == "POST"], ids=lambda page: page.name)
async def test_a_form_without_its_token_is_refused(portal: Knocker, page: Any) -> None:
    cookie = await _signed_in(portal)
    portal.bus.calls.clear()
    below = re.sub(r"{\w+}", "x1", page.below)
    effects: list[type[Request[Any]]] = []

    answer = await portal.ask(
        "POST", HOME + below, cookie=cookie, origin="http://edge", host="edge", content_type=FORM, raw=b"a=b"
    )

    effects += [kind for kind, _, _ in portal.bus.calls if kind.EFFECT == "write"]
    assert answer.status == 403
    assert not effects


@pytest.mark.parametrize(
    "place", ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil", "/%0d%0aX:1"]
)
async def test_signing_in_leads_to_no_other_host(portal: Knocker, place: str) -> None:
    portal.bus.says(SignIn, {**_tokens(portal), "user": {}, "membership": {}})

    answer = await _form(portal, "/sign-in", f"email=jo@example.com&password=a-long-password&next={place}")

    assert answer.status == 303
    assert answer.headers["location"].startswith(f"{HOME}/")
    assert "evil" not in answer.headers["location"].removeprefix(f"{HOME}/") or place == "\\\\evil"


async def test_nothing_runs_but_what_carries_the_nonce_and_nobody_frames_us(portal: Knocker) -> None:
    first, second = await portal.ask("GET", HOME + "/sign-in"), await portal.ask("GET", HOME + "/sign-in")

    policy = first.headers["content-security-policy"]
    nonce = re.search(r"script-src 'nonce-([\w-]+)'", policy)
    assert nonce
    assert f'nonce="{nonce[1]}"' in first.text
    assert nonce[1] not in second.text
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert first.headers["x-frame-options"] == "DENY"
