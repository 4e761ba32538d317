"""From one portal to another at a host of its own: the session goes along, from our own hosts, for a moment."""

import html
import re

import pytest

from chassis.own_hosts import OwnHosts
from contracts.identity.people import ListMemberships, SwitchMembership
from edge.web.cookie import Session
from edge.web.handover import HELD_SECONDS, Handover
from stack.knocking import Knocker, Reply
from stack.visiting import FORM, HERE, Browser, comes_in, tokens

OWN = "suppliers.acme.example"
HOSTS = f"{OWN}=acme/suppliers,www.acme.example=acme/suppliers,globex.example=globex/suppliers"
THERE = {**HERE, "id": "m2", "portal": "acme/suppliers", "portal_name": "Acme suppliers"}
SESSION = Session("access", "renew", {"name": "Jo"})


@pytest.fixture
async def browser() -> Browser:
    browser = await comes_in(Knocker(edge_url="http://edge", edge_hosts=HOSTS))
    bus = browser.edge.bus
    bus.says(ListMemberships, {"items": [HERE, THERE], "current": HERE["id"]})
    bus.says(SwitchMembership, {**tokens(browser.edge, "suppliers"), "membership": THERE})
    return browser


async def switched(browser: Browser) -> Reply:
    return await browser.sends("/switch", "/switch", {"membership_id": "m2"})


def sealed_in(page: Reply) -> str:
    found = re.search(r'name="session" value="([\w-]+)"', page.text)
    assert found
    return html.unescape(found[1])


async def arrive(edge: Knocker, sealed: str, origin: str = "http://edge", host: str = OWN) -> Reply:
    return await edge.ask(
        "POST", "/arrive", raw=f"session={sealed}".encode(), host=host, origin=origin, content_type=FORM
    )


async def test_the_session_goes_along_and_is_here_no_more(browser: Browser) -> None:
    page = await switched(browser)
    arrived = await arrive(browser.edge, sealed_in(page))

    assert f'action="http://{OWN}/arrive"' in page.text
    assert f"form-action 'self' http://{OWN};" in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "strict-origin"
    assert browser.cookies["portico.acme.account"] == '""'
    assert (arrived.status, arrived.headers["location"]) == (303, "/")
    cookie = arrived.headers["set-cookie"].split(";")[0]
    assert cookie.startswith("portico.acme.suppliers=")
    signed_out, signed_in = [await browser.edge.ask("GET", "/profile", host=OWN, cookie=each) for each in ("", cookie)]
    assert (signed_out.status, signed_in.status) == (303, 200)


@pytest.mark.parametrize("origin", ["https://evil.example", "http://globex.example", "null", "", "http://edge:81"])
async def test_nobody_else_hands_over(browser: Browser, origin: str) -> None:
    sealed = sealed_in(await switched(browser))

    answer = await arrive(browser.edge, sealed, origin)

    assert answer.status == 403
    assert "portico.acme" not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize(
    ("sealed", "host"), [(None, "globex.example"), ("", OWN), ("x" * 200, OWN)], ids=["another's", "nothing", "forged"]
)
async def test_what_was_not_sealed_for_here_opens_nothing(browser: Browser, sealed: str | None, host: str) -> None:
    good = sealed_in(await switched(browser))

    answer = await arrive(browser.edge, good if sealed is None else sealed, host=host)

    assert (answer.status, answer.headers["location"]) == (303, "/sign-in?ended=1")
    assert "portico.globex" not in answer.headers.get("set-cookie", "")


def test_it_holds_for_a_moment_and_for_one_portal() -> None:
    now = 1_000.0
    handover = Handover(b"k" * 32, OwnHosts.read(HOSTS, "http://edge"), lambda: now)
    sealed = handover.seal("acme/suppliers", SESSION)

    assert handover.open(sealed, "acme/suppliers") == SESSION
    assert handover.open(sealed, "acme/customers") is None
    assert Handover(b"o" * 32, handover.hosts, lambda: now).open(sealed, "acme/suppliers") is None
    now += HELD_SECONDS
    assert handover.open(sealed, "acme/suppliers") is None


def test_a_tenants_hosts_hand_over_to_its_own_portals() -> None:
    handover = Handover(b"k" * 32, OwnHosts.read(HOSTS, "https://edge.example:8443/"))

    assert handover.senders("acme/customers") == {
        "https://edge.example:8443", f"https://{OWN}:8443", "https://www.acme.example:8443",
    }  # fmt: skip
