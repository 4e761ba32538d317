"""Pages about the visitor: profile, password, sessions, other accounts and portals."""

import re

import pytest

from contracts.identity.own_sessions import EndSession, EndSessions, ListSessions
from contracts.identity.passwords import ChangePassword
from contracts.identity.people import ChangeMe, ListMemberships, SwitchMembership
from contracts.portal_config.portals import ShowPublicPortal
from stack.knocking import Knocker
from stack.visiting import HERE, HOME, HOSTILE, ME, PUBLIC, Browser, comes_in, tokens

THERE = {**HERE, "id": "m2", "portal": "acme/suppliers", "portal_name": "Acme suppliers", "account_name": None}
SESSIONS = {"items": [
    {"id": f"s{n}", "device": HOSTILE, "started_at": "2026-11-01T10:00:00Z", "last_seen_at": "2026-11-01T10:00:00Z",
     "expires_at": "2026-12-01T10:00:00Z", "current": n == 1} for n in (1, 2)
]}  # fmt: skip


@pytest.fixture
async def browser(edge: Knocker) -> Browser:
    """The browser of an admin who is signed in."""
    edge.bus.says(ListSessions, SESSIONS)
    edge.bus.says(ListMemberships, {"items": [HERE, THERE], "current": "m1"})
    return await comes_in(edge, "admin")


@pytest.mark.parametrize("page", ["/profile", "/sessions", "/switch"])
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
    assert browser.asked(ChangeMe) == [{**fields, "country": None}]
    assert '<html lang="de"' in after.text
    assert "Gespeichert." in after.text


async def test_what_is_wrong_with_a_profile_stands_beside_its_field(browser: Browser) -> None:
    answer = await browser.sends("/profile", "/profile", {"name": "", "language": "en", "time_zone": "Mars/Base"})

    assert answer.status == 422
    assert 'id="name-wrong"' in answer.text
    assert 'id="time_zone-wrong"' in answer.text
    assert not browser.asked(ChangeMe)


@pytest.mark.parametrize(("theme", "shown"), [("dark", 'data-theme="dark"'), ("", ""), ('"><script>', "")])
async def test_a_theme_is_kept_by_the_browser(browser: Browser, theme: str, shown: str) -> None:
    browser.cookies["portico.theme"] = "light"

    answer = await browser.sends("/profile", "/appearance", {"theme": theme})
    page = (await browser.opens("/sessions")).text

    assert answer.status == 303
    assert re.findall(r'<html lang="en"\s*(data-theme="[^"]*")?[^>]*>', page) == [shown]


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
    assert browser.asked(ChangePassword) == [{"current": "the old one", "new": "a new one, long"}]


@pytest.mark.parametrize("status", [200, 404])
async def test_a_session_is_ended_and_one_that_is_gone_is_no_trouble(browser: Browser, status: int) -> None:
    browser.edge.bus.says(EndSession, {}) if status == 200 else browser.edge.bus.refuses(EndSession, 404, "x")

    answer = await browser.sends("/sessions", "/sessions/s2/end", {})

    assert (answer.status, browser.asked(EndSession)) == (303, [{"id": "s2"}])
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
    browser.edge.bus.says(SwitchMembership, tokens(browser.edge))

    answer = await browser.sends("/switch", "/switch", {"membership_id": "m2"})

    assert (answer.status, answer.headers["location"]) == (303, f"{HOME}/")
    assert browser.asked(SwitchMembership) == [{"membership_id": "m2"}]


async def test_another_portal_is_where_identity_says_and_this_one_is_left(browser: Browser) -> None:
    browser.edge.bus.says(SwitchMembership, {**tokens(browser.edge, "suppliers"), "membership": THERE})

    answer = await browser.sends("/switch", "/switch", {"membership_id": "m2", "portal": "https://evil.example"})

    assert (answer.status, answer.headers["location"]) == (303, "/p/acme/suppliers/")
    assert browser.cookies["portico.acme.account"] == '""'


async def test_what_one_may_no_longer_act_as_is_told(browser: Browser) -> None:
    browser.edge.bus.refuses(SwitchMembership, 409, "identity.membership-ended")

    answer = await browser.sends("/switch", "/switch", {"membership_id": "m2"})

    assert answer.status == 409
    assert "no longer act" in answer.text


async def test_a_portal_without_passwords_asks_for_none(edge: Knocker) -> None:
    edge.bus.says(ShowPublicPortal, {**PUBLIC, "portal": "acme/links", "sign_in": {"password": False}})

    answer = await edge.ask("GET", "/p/acme/links/sign-in")

    assert answer.status == 200
    assert "<form" not in answer.text


async def test_a_session_that_a_service_knows_to_have_ended_ends_here_too(browser: Browser) -> None:
    browser.edge.bus.refuses(SwitchMembership, 401, "identity.session-ended")

    answer = await browser.sends("/switch", "/switch", {"membership_id": "m2"})

    assert (answer.status, answer.headers["location"]) == (303, f"{HOME}/sign-in?ended=1")
    assert browser.cookies["portico.acme.account"] == '""'
