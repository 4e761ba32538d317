"""The console at the door: staff only, with a cookie of their own."""

import re
from typing import Any

import pytest

from contracts.identity.sessions import RefreshSession
from contracts.message import Who
from contracts.portal_config.portals import ListPortals
from contracts.principal import Principal
from edge.http.page_table import CONSOLE_PAGES
from edge.web.cookie import Session, SessionCookies
from stack.console import CONSOLE, FORM, STAFF, signed_in
from stack.knocking import Knocker


def _user_cookie(edge: Knocker, name: str) -> str:
    """What the browser of a portal's user holds, under any name: sealed with the same key, for the same edge."""
    token = edge.token(Who.USER, portal="customers", membership="m1", account="C-1")
    cookies = SessionCookies(edge.settings.form_key(), https=False)
    sealed = cookies._sealer.seal({"access": token, "renew": "", "profile": {}}, name)
    return f"{name}={sealed}"


@pytest.fixture(scope="module")
def keyed() -> Knocker:
    """An edge whose key we know."""
    return Knocker(web_key="A" * 43)


@pytest.mark.parametrize("page", [page for page in CONSOLE_PAGES if page.who == "staff"], ids=lambda page: page.name)
async def test_a_stranger_is_sent_to_sign_in_and_nothing_is_asked(edge: Knocker, page: Any) -> None:
    answer = await edge.ask(page.method, "/console" + re.sub(r"{\w+}", "x1", page.below))

    assert answer.status == 303
    assert answer.headers["location"].startswith("/console/sign-in")
    assert not edge.bus.calls


async def test_staff_sign_in_and_see_the_overview(edge: Knocker) -> None:
    cookie = await signed_in(edge)
    portals = [{"slug": "customers", "name": "Acme <b>", "audience": "customer", "published_version": 3, "on": True}]
    edge.bus.says(ListPortals, {"items": portals})

    answer = await edge.ask("GET", "/console/", cookie=cookie)

    assert answer.status == 200
    assert "Acme &lt;b&gt;" in answer.text
    assert "Ada &lt;i&gt;" in answer.text
    assert "This does not answer right now" in answer.text, "the others are away, and the page is there all the same"


@pytest.mark.parametrize("page", [page for page in CONSOLE_PAGES if page.who == "staff"], ids=lambda page: page.name)
async def test_a_portals_session_opens_no_page_of_the_console(keyed: Knocker, page: Any) -> None:
    answer = await keyed.ask(
        page.method, "/console" + re.sub(r"{\w+}", "x1", page.below), cookie=_user_cookie(keyed, CONSOLE)
    )

    assert answer.status == 303
    assert answer.headers["location"].startswith("/console/sign-in")
    assert not keyed.bus.calls


async def test_the_consoles_session_opens_no_portal(edge: Knocker) -> None:
    sealed = (await signed_in(edge)).partition("=")[2]
    edge.bus.calls.clear()

    answer = await edge.ask("GET", "/p/acme/customers/", cookie=f"portico.acme.customers={sealed}")

    assert answer.status == 303
    assert not edge.bus.calls


async def test_a_session_of_staff_is_renewed_behind_the_page(edge: Knocker) -> None:
    cookie = await signed_in(edge, seconds=5)
    token = edge.signer.sign(Principal(Who.STAFF, **STAFF))
    edge.bus.says(RefreshSession, {"access_token": token, "refresh_token": "acme.f.2.x", "expires_in": 300})

    answer = await edge.ask("GET", "/console/", cookie=cookie)

    assert answer.status == 200
    assert f"{CONSOLE}=" in answer.headers["set-cookie"]


@pytest.mark.parametrize("page", [page for page in CONSOLE_PAGES if page.method == "POST"], ids=lambda page: page.name)
async def test_a_form_without_its_token_is_refused(edge: Knocker, page: Any) -> None:
    cookie = await signed_in(edge)
    edge.bus.calls.clear()

    answer = await edge.ask(
        "POST", "/console" + re.sub(r"{\w+}", "x1", page.below), raw=b"a=b", cookie=cookie, host="edge",
        origin="http://edge", content_type=FORM,
    )  # fmt: skip

    assert answer.status == 403
    assert not [kind for kind, _, _ in edge.bus.calls if kind.EFFECT == "write"]


def test_a_session_is_read_under_its_own_name_only() -> None:
    cookies = SessionCookies(b"k" * 32, https=True)

    assert cookies.name("console") == "__Host-portico.console"
    assert cookies.name("acme/customers") == "__Host-portico.acme.customers"
    assert Session("a", "r", {}).renewed({"access_token": "b", "refresh_token": "s"}) == Session("b", "s", {})
