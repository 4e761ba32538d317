"""Terms, announcement and contact person at the door: asked for once, put away in a browser, and only ever text."""

import re
from dataclasses import replace
from typing import Any

import pytest

from contracts.identity.people import AcceptTerms, ShowMe
from contracts.identity.sessions import SignIn, SignOut
from contracts.message import Who
from contracts.portal_config.portals import ShowPublicPortal
from contracts.principal import Principal
from contracts.records.dashboard import ShowDashboard
from contracts.records.viewing import ShowPortal
from stack.knocking import Knocker, Reply

HOME = "/p/acme/members"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
TERMS = {"version": "2", "url": "https://acme.example/t?a=1", "text": {"en": HOSTILE}, "privacy_url": None}
PUBLIC: dict[str, Any] = {
    "portal": "acme/members", "name": "Acme", "languages": ["en"], "look": {}, "sign_in": {}, "terms": TERMS,
}  # fmt: skip
SAID = {"text": {"en": f"We move {HOSTILE}"}, "tone": "warning"}
CONTACT = {"name": HOSTILE, "role": None, "email": "jo@acme.example", "phone": "+49 40 1", "text": {"en": "8 to 17 h"}}
VIEW: dict[str, Any] = {
    "portal": "acme/members", "name": "Acme", "version": 1, "modules": [], "fresh_as_of": None,
    "announcement": SAID, "contact": CONTACT,
}  # fmt: skip
BOARD: dict[str, Any] = {"modules": [], "since": "2026-10-23T10:00:05Z", "fresh_as_of": None}
DONE = {"version": "2", "accepted_at": "2026-11-22T10:00:05Z"}
JO = Principal(Who.USER, tenant="acme", subject="u1", session="x1", portal="members", membership="m1", account="C-1")


def tokens_of(edge: Knocker, **claims: Any) -> dict[str, Any]:
    """What signing in answers."""
    access = edge.signer.sign(replace(JO, **claims), 300)
    tokens = {"access_token": access, "refresh_token": "acme.f.1.x", "token_type": "Bearer", "expires_in": 300}
    return {**tokens, "user": {}, "membership": {}}


class Browser:
    """One browser with its cookies."""

    def __init__(self, edge: Knocker) -> None:
        self.edge, self.cookies = edge, dict[str, str]()
        self.page = ""

    async def ask(self, method: str, below: str, **sent: Any) -> Reply:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = await self.edge.ask(method, HOME + below, cookie=cookie, **sent)
        for name, value in re.findall(r"((?:portico)[\w.-]*)=([^;,]*)", answer.headers.get("set-cookie", "")):
            self.cookies[name] = value
        self.page = answer.text
        return answer

    async def send(self, below: str, **fields: str) -> Reply:
        """Send the form of the page that leads there."""
        form = re.search(rf'action="{HOME}{below}"[^>]*>(.*?)</form>', self.page, re.DOTALL)
        assert form, self.page
        hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[1])) | fields
        raw = "&".join(f"{name}={value}" for name, value in hidden.items()).encode()
        kind = "application/x-www-form-urlencoded"
        return await self.ask("POST", below, raw=raw, content_type=kind, host="edge", origin="http://edge")


def me(accepted: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "id": "u1", "email": "jo@example.com", "name": "Jo", "language": "en", "time_zone": "UTC",
        "date_format": "dd.MM.yyyy", "time_format": "24h", "country": None, "membership": {"id": "m1"},
        "terms": accepted,
    }  # fmt: skip


@pytest.fixture
def portal(edge: Knocker) -> Knocker:
    """An edge whose services know one portal with terms, and one person who has not accepted them."""
    not_yet = me({"version": "2", "accepted_at": None})
    answers = ((ShowPublicPortal, PUBLIC), (ShowPortal, VIEW), (ShowDashboard, BOARD), (SignIn, tokens_of(edge)))
    for kind, body in (*answers, (ShowMe, not_yet), (AcceptTerms, DONE), (SignOut, {})):
        edge.bus.says(kind, body)
    return edge


async def signed_in(edge: Knocker) -> Browser:
    browser = Browser(edge)
    await browser.ask("GET", "/sign-in")
    assert (await browser.send("/sign-in", email="jo@example.com", password="a-long-password")).status == 303
    return browser


async def test_the_terms_come_before_any_page_and_lead_on_to_it(portal: Knocker) -> None:
    browser = await signed_in(portal)
    asked = await browser.ask("GET", "/m/invoices?q=roof")
    assert (asked.status, asked.headers["location"]) == (303, f"{HOME}/terms?next=/m/invoices%3Fq%3Droof")
    assert ShowDashboard not in [kind for kind, _, _ in portal.bus.calls]

    await browser.ask("GET", "/terms?next=/m/invoices%3Fq%3Droof")
    accepted = await browser.send("/terms")

    assert (accepted.status, accepted.headers["location"]) == (303, f"{HOME}/m/invoices?q=roof")
    assert [body for kind, body, _ in portal.bus.calls if kind is AcceptTerms] == [{"version": "2"}]
    assert (await browser.ask("GET", "/")).status == 200


async def test_once_accepted_no_page_asks_identity(portal: Knocker) -> None:
    portal.bus.says(ShowMe, me(DONE))
    browser = await signed_in(portal)
    await browser.ask("GET", "/")
    portal.bus.calls.clear()

    assert (await browser.ask("GET", "/")).status == 200
    assert [kind for kind, _, _ in portal.bus.calls] == [ShowDashboard]


async def test_who_accepted_in_another_browser_is_not_asked_again(portal: Knocker) -> None:
    browser = await signed_in(portal)
    portal.bus.says(ShowMe, me(DONE))

    assert (await browser.ask("GET", "/")).status == 200


async def test_signing_out_works_without_accepting(portal: Knocker) -> None:
    browser = await signed_in(portal)
    await browser.ask("GET", "/terms")

    assert (await browser.send("/sign-out")).headers["location"] == f"{HOME}/sign-in"


async def test_terms_that_changed_meanwhile_are_not_taken_for_accepted(portal: Knocker) -> None:
    portal.bus.refuses(AcceptTerms, 409, "identity.terms-changed")
    browser = await signed_in(portal)
    await browser.ask("GET", "/terms")

    answer = await browser.send("/terms")

    assert answer.status == 409
    assert "The terms have just changed" in answer.text
    assert (await browser.ask("GET", "/")).status == 303


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example", "/\\evil.example"])
async def test_accepting_leads_to_no_other_host(portal: Knocker, place: str) -> None:
    browser = await signed_in(portal)
    await browser.ask("GET", "/terms")

    assert (await browser.send("/terms", next=place)).headers["location"] == f"{HOME}/"


async def test_anybody_may_read_the_terms_and_nothing_in_them_runs(portal: Knocker) -> None:
    answer = await Browser(portal).ask("GET", "/terms")

    assert answer.status == 200
    assert "&lt;script&gt;alert(1)" in answer.text
    assert "<script>alert" not in answer.text
    assert 'href="https://acme.example/t?a=1" target="_blank" rel="noopener noreferrer"' in answer.text
    assert "Accept and go on" not in answer.text
    portal.bus.says(ShowPublicPortal, {**PUBLIC, "portal": "acme/other", "terms": None})
    assert (await portal.ask("GET", "/p/acme/other/terms")).status == 404


async def test_who_looks_through_anothers_eyes_is_not_asked(portal: Knocker) -> None:
    portal.bus.says(SignIn, tokens_of(portal, read_only=True, acting="s1"))

    assert (await (await signed_in(portal)).ask("GET", "/")).status == 200


async def test_an_announcement_stands_until_this_browser_puts_it_away_and_another_shows_again(portal: Knocker) -> None:
    portal.bus.says(ShowMe, me(DONE))
    browser, other = await signed_in(portal), await signed_in(portal)
    for each in (browser, other):
        await each.ask("GET", "/?a=b")
        assert "We move &lt;script&gt;" in each.page

    gone = await browser.send("/announcement")

    assert (gone.status, gone.headers["location"]) == (303, f"{HOME}/?a=b")
    assert "We move" not in (await browser.ask("GET", "/")).text
    assert "We move" in (await other.ask("GET", "/")).text
    portal.bus.says(ShowPortal, {**VIEW, "announcement": {**SAID, "text": {"en": "We have moved"}}})
    portal.bus.says(SignIn, tokens_of(portal, membership="m2"))
    later = await signed_in(portal)
    later.cookies |= {name: value for name, value in browser.cookies.items() if "told" in name}
    assert "We have moved" in (await later.ask("GET", "/")).text


async def test_the_contact_person_stands_on_the_start_page_and_where_things_go_wrong(portal: Knocker) -> None:
    portal.bus.says(ShowMe, me(DONE))
    browser = await signed_in(portal)

    start = (await browser.ask("GET", "/")).text
    portal.bus.refuses(ShowDashboard, 404, "records.no-portal")
    wrong = (await browser.ask("GET", "/")).text

    for page in (start, wrong):
        assert 'href="mailto:jo@acme.example"' in page
        assert 'href="tel:%2B49401"' in page or 'href="tel:+49401"' in page
        assert "<script>alert" not in page
    assert "8 to 17 h" in start


async def test_without_one_nobody_is_sent_to_them(portal: Knocker) -> None:
    portal.bus.says(ShowMe, me(DONE))
    portal.bus.says(ShowPortal, {**VIEW, "announcement": None, "contact": None})
    portal.bus.says(SignIn, tokens_of(portal, membership="m3"))
    browser = await signed_in(portal)
    portal.bus.refuses(ShowDashboard, 404, "records.no-portal")

    for below in ("/", "/m/nothing"):
        page = (await browser.ask("GET", below)).text
        assert "contact person" not in page
        assert "None" not in page
