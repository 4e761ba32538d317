"""Pages about the visitor: profile, password, sessions, other accounts, colleagues. What they ask, and as whom."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from contracts.identity.colleagues import (
    ChangeColleague,
    InviteColleague,
    ListColleagues,
    RemoveColleague,
    WithdrawColleague,
)
from contracts.identity.own_sessions import EndSession, EndSessions, ListSessions
from contracts.identity.passwords import ChangePassword
from contracts.identity.people import ChangeMe, ListMemberships, ShowMe, SwitchMembership
from contracts.identity.sessions import SignIn
from contracts.message import Request, Who
from contracts.portal_config.portals import ShowPublicPortal
from contracts.principal import Principal
from contracts.records.viewing import ShowPortal
from stack.knocking import Knocker, Reply

HOME = "/p/acme/account"
FORM = "application/x-www-form-urlencoded"
HOSTILE = "<b>Kleber & Söhne</b>"
PUBLIC = {
    "portal": "acme/account", "name": "Acme", "languages": ["en", "de"], "language": "en", "look": {}, "sign_in": {}
}  # fmt: skip
VIEW = {"portal": "acme/account", "name": "Acme", "version": 1, "modules": [], "fresh_as_of": None}
HERE: dict[str, Any] = {
    "id": "m1", "portal": "acme/account", "portal_name": "Acme", "account_id": "C-1", "account_name": HOSTILE,
    "contact_id": None, "roles": ["admin"],
}  # fmt: skip
THERE = {**HERE, "id": "m2", "portal": "acme/suppliers", "portal_name": "Acme suppliers", "account_name": None}
ME: dict[str, Any] = {
    "id": "u1", "email": "jo@example.com", "name": HOSTILE, "language": "en", "time_zone": "Europe/Kiev",
    "date_format": "dd.MM.yyyy", "time_format": "24h", "country": "DE", "membership": HERE,
}  # fmt: skip
COLLEAGUES: dict[str, Any] = {
    "items": [
        {"id": "m1", "email": "jo@example.com", "name": "Jo", "roles": ["admin"], "state": "active", "current": True,
         "created_at": "2026-11-01T10:00:00Z"},
        {"id": "m9", "email": "al@example.com", "name": HOSTILE, "roles": ["night-shift"], "state": "active",
         "current": False, "created_at": "2026-11-01T10:00:00Z"},
    ],
    "invitations": [
        {"id": "i1", "email": "new@example.com", "name": "New", "roles": ["viewer"], "state": "invited",
         "inviter": "Jo", "created_at": "2026-11-01T10:00:00Z", "expires_at": "2026-12-01T10:00:00Z"},
    ],
    "roles": ["admin", "night-shift", "viewer"],
    "next_cursor": "next page",
}  # fmt: skip
SESSIONS = {"items": [
    {"id": f"s{n}", "device": HOSTILE, "started_at": "2026-11-01T10:00:00Z", "last_seen_at": "2026-11-01T10:00:00Z",
     "expires_at": "2026-12-01T10:00:00Z", "current": n == 1} for n in (1, 2)
]}  # fmt: skip


class Browser:
    """Keeps the cookies of one browser, and sends forms as it does."""

    def __init__(self, edge: Knocker) -> None:
        self.edge, self.cookies = edge, {"portico-form": "A" * 22}

    async def opens(self, below: str) -> Reply:
        """Open a page."""
        return self._kept(await self.edge.ask("GET", HOME + below, cookie=self._sent()))

    async def sends(self, page: str, to: str, fields: dict[str, str]) -> Reply:
        """Send the form of a page that leads to `to`."""
        shown = (await self.opens(page)).text
        found = re.search(
            rf'action="{HOME}{re.escape(to)}"[^>]*>\s*<input type="hidden" name="form_token" value="(\w+)"', shown
        )
        assert found, shown
        self.edge.bus.calls.clear()
        raw = urlencode({"form_token": found[1], **fields}).encode()
        headers = {"content_type": FORM, "host": "edge", "origin": "http://edge", "cookie": self._sent()}
        return self._kept(await self.edge.ask("POST", HOME + to, raw=raw, **headers))

    def _sent(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _kept(self, answer: Reply) -> Reply:
        if "set-cookie" in answer.headers:
            name, value = answer.headers["set-cookie"].split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer


def _tokens(edge: Knocker, portal: str = "account", roles: tuple[str, ...] = ("admin",)) -> dict[str, Any]:
    who = Principal(
        Who.USER, "acme", "u1", session="x1", portal=portal, membership="m1", account="C-1", roles=frozenset(roles)
    )
    return {"access_token": edge.signer.sign(who, 300), "refresh_token": "acme.f.1.x", "user": {}, "membership": HERE}


async def _comes_in(edge: Knocker, *roles: str) -> Browser:
    answers: dict[type[Request[Any]], Any] = {
        ShowPublicPortal: PUBLIC, ShowPortal: VIEW, ShowMe: ME, SignIn: _tokens(edge, roles=roles),
        ListSessions: SESSIONS, ListMemberships: {"items": [HERE, THERE], "current": "m1"}, ListColleagues: COLLEAGUES,
    }  # fmt: skip
    for kind, answer in answers.items():
        edge.bus.says(kind, answer)
    browser = Browser(edge)
    signed_in = await browser.sends("/sign-in", "/sign-in", {"email": "jo@example.com", "password": "a-long-password"})
    assert signed_in.status == 303
    return browser


@pytest.fixture
async def browser(edge: Knocker) -> Browser:
    """The browser of an admin who is signed in."""
    return await _comes_in(edge, "admin")


def _asked(edge: Knocker, kind: type[Request[Any]]) -> list[dict[str, Any]]:
    return [body for each, body, _ in edge.bus.calls if each is kind]


@pytest.mark.parametrize("page", ["/profile", "/sessions", "/switch", "/colleagues"])
async def test_what_others_wrote_is_text(browser: Browser, page: str) -> None:
    answer = await browser.opens(page)

    assert answer.status == 200
    assert HOSTILE not in answer.text
    assert "&lt;b&gt;Kleber &amp; Söhne&lt;/b&gt;" in answer.text


async def test_the_next_page_after_a_change_of_language_speaks_it(browser: Browser) -> None:
    browser.edge.bus.says(ChangeMe, {**ME, "language": "de"})
    fields = {"name": "Jo", "language": "de", "time_zone": "Europe/Kyiv", "date_format": "d.M.yyyy",
              "time_format": "12h", "country": ""}  # fmt: skip

    before = await browser.opens("/profile")
    answer = await browser.sends("/profile", "/profile", fields)
    after = await browser.opens("/profile?saved=1")

    assert 'value="Europe/Kyiv" selected' in before.text  # an older name of the same place
    assert (answer.status, answer.headers["location"]) == (303, f"{HOME}/profile?saved=1")
    assert _asked(browser.edge, ChangeMe) == [{**fields, "country": None}]
    assert '<html lang="de"' in after.text
    assert "Gespeichert." in after.text


async def test_what_is_wrong_with_a_profile_stands_beside_its_field(browser: Browser) -> None:
    answer = await browser.sends("/profile", "/profile", {"name": "", "language": "en", "time_zone": "Mars/Base"})

    assert answer.status == 422
    assert 'id="name-wrong"' in answer.text
    assert 'id="time_zone-wrong"' in answer.text
    assert not _asked(browser.edge, ChangeMe)


@pytest.mark.parametrize(("theme", "shown"), [("dark", 'data-theme="dark"'), ("", ""), ('"><script>', "")])
async def test_a_theme_is_kept_by_the_browser(browser: Browser, theme: str, shown: str) -> None:
    browser.cookies["portico.theme"] = "light"

    answer = await browser.sends("/profile", "/appearance", {"theme": theme})
    page = (await browser.opens("/sessions")).text

    assert answer.status == 303
    assert re.findall(r'<html lang="en"\s*([^>]*)>', page) == [shown]


@pytest.mark.parametrize(
    ("status", "pointer", "told"), [(422, "/current", "current-wrong"), (422, "/new", "new-wrong"), (429, "", "often")]
)
async def test_what_is_wrong_with_a_password_is_told(browser: Browser, status: int, pointer: str, told: str) -> None:
    browser.edge.bus.refuses(ChangePassword, status, "identity.refused", *([pointer] if pointer else []))

    answer = await browser.sends("/password", "/password", {"current": "what I think", "new": "a new one, long"})

    assert answer.status == status
    assert told in answer.text
    assert "what I think" not in answer.text


async def test_a_changed_password_is_told(browser: Browser) -> None:
    browser.edge.bus.says(ChangePassword, {})

    answer = await browser.sends("/password", "/password", {"current": "the old one", "new": "a new one, long"})

    assert answer.headers["location"] == f"{HOME}/password?saved=1"
    assert _asked(browser.edge, ChangePassword) == [{"current": "the old one", "new": "a new one, long"}]


@pytest.mark.parametrize("status", [200, 404])
async def test_a_session_is_ended_and_one_that_is_gone_is_no_trouble(browser: Browser, status: int) -> None:
    browser.edge.bus.says(EndSession, {}) if status == 200 else browser.edge.bus.refuses(EndSession, 404, "x")

    answer = await browser.sends("/sessions", "/sessions/s2/end", {})

    assert (answer.status, _asked(browser.edge, EndSession)) == (303, [{"id": "s2"}])
    assert "/sessions/s1/end" not in (await browser.opens("/sessions")).text  # this one signs out, it is not ended


async def test_signed_out_everywhere_the_tab_lands_on_sign_in(browser: Browser) -> None:
    browser.edge.bus.says(EndSessions, {})

    stays = await browser.sends("/sessions", "/sessions/end", {"keep_this": "1"})
    goes = await browser.sends("/sessions", "/sessions/end", {})

    assert stays.headers["location"] == f"{HOME}/sessions?ended=1"
    assert goes.headers["location"] == f"{HOME}/sign-in?everywhere=1"
    assert browser.cookies["portico.acme.account"] == '""'
    assert "signed out on every device" in (await browser.opens("/sign-in?everywhere=1")).text


async def test_another_account_of_this_portal_opens_its_start_page(browser: Browser) -> None:
    browser.edge.bus.says(SwitchMembership, _tokens(browser.edge))

    answer = await browser.sends("/switch", "/switch", {"membership_id": "m2"})

    assert (answer.status, answer.headers["location"]) == (303, f"{HOME}/")
    assert _asked(browser.edge, SwitchMembership) == [{"membership_id": "m2"}]


async def test_another_portal_is_where_identity_says_and_this_one_is_left(browser: Browser) -> None:
    browser.edge.bus.says(SwitchMembership, {**_tokens(browser.edge, "suppliers"), "membership": THERE})

    answer = await browser.sends("/switch", "/switch", {"membership_id": "m2", "portal": "https://evil.example"})

    assert (answer.status, answer.headers["location"]) == (303, "/p/acme/suppliers/")
    assert browser.cookies["portico.acme.account"] == '""'


async def test_what_one_may_no_longer_act_as_is_told(browser: Browser) -> None:
    browser.edge.bus.refuses(SwitchMembership, 409, "identity.membership-ended")

    answer = await browser.sends("/switch", "/switch", {"membership_id": "m2"})

    assert answer.status == 409
    assert "no longer act" in answer.text


async def test_colleagues_are_invited_changed_removed(browser: Browser) -> None:
    bus = browser.edge.bus
    for kind in (InviteColleague, ChangeColleague, RemoveColleague, WithdrawColleague):
        bus.says(kind, {})
    new = {"name": "Al Summer", "email": "al@example.com", "role-viewer": "1", "role-night-shift": "1"}

    for to, fields, kind, asked in (
        (
            "",
            new,
            InviteColleague,
            {"name": "Al Summer", "email": "al@example.com", "roles": ["viewer", "night-shift"]},
        ),
        ("/m9/roles", {"role-admin": "1"}, ChangeColleague, {"membership_id": "m9", "roles": ["admin"]}),
        ("/m9/remove", {}, RemoveColleague, {"membership_id": "m9"}),
        ("/invitations/i1/withdraw", {}, WithdrawColleague, {"id": "i1"}),
    ):
        answer = await browser.sends("/colleagues", f"/colleagues{to}", fields)
        assert answer.headers["location"].startswith(f"{HOME}/colleagues?told=")
        assert _asked(browser.edge, kind) == [asked]


async def test_roles_are_words_and_a_tenants_own_are_as_they_are(browser: Browser) -> None:
    page = (await browser.opens("/colleagues")).text

    assert "Administrator" in page
    assert "night-shift" in page
    assert "?cursor=next%20page" in page
    assert "/colleagues/m1/remove" not in page


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [("identity.last-admin", 409, "stay administrator"), ("identity.beyond-own-rights", 422, "more than yours")],
)
async def test_why_a_colleague_was_not_changed_is_told(browser: Browser, code: str, status: int, words: str) -> None:
    browser.edge.bus.refuses(ChangeColleague, status, code)

    answer = await browser.sends("/colleagues", "/colleagues/m9/roles", {"role-viewer": "1"})

    assert answer.status == status
    assert words in answer.text


async def test_an_address_that_is_none_stays_in_the_form(browser: Browser) -> None:
    answer = await browser.sends("/colleagues", "/colleagues", {"name": "Al", "email": "nowhere", "role-viewer": "1"})

    assert answer.status == 422
    assert 'id="email-wrong"' in answer.text
    assert 'value="nowhere"' in answer.text
    assert re.search(r'id="new-viewer"[^>]*checked', answer.text)


async def test_who_is_no_admin_finds_no_colleagues(edge: Knocker) -> None:
    browser = await _comes_in(edge, "viewer")
    edge.bus.refuses(ListColleagues, 403, "identity.admin-needed")

    assert "/colleagues" not in (await browser.opens("/profile")).text
    answer = await browser.opens("/colleagues")
    assert (answer.status, "This is not for you" in answer.text) == (403, True)


async def test_a_portal_without_passwords_asks_for_none(edge: Knocker) -> None:
    edge.bus.says(ShowPublicPortal, {**PUBLIC, "portal": "acme/links", "sign_in": {"password": False}})

    answer = await edge.ask("GET", "/p/acme/links/sign-in")

    assert answer.status == 200
    assert "<form" not in answer.text
