"""A staff member's own account: the portal's pages about oneself, asked as staff, in the console."""

from typing import Any
from urllib.parse import urlencode

import pytest

from contracts.identity.own_profile import ChangeOwnProfile
from contracts.identity.own_sessions import EndSession, EndSessions, ListSessions
from contracts.identity.passwords import ChangePassword
from contracts.identity.people import ShowMe
from stack.console import ADA, asked, send, signed_in
from stack.knocking import Knocker

WHEN = "2026-11-22T10:00:00Z"
SESSION = {"device": "Firefox, Windows", "started_at": WHEN, "last_seen_at": WHEN, "expires_at": WHEN}
GERMAN = {
    "name": "Ada",
    "language": "de",
    "time_zone": "Europe/Berlin",
    "date_format": "dd.MM.yyyy",
    "time_format": "24h",
}


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of somebody of staff, signed in on two devices."""
    kept = await signed_in(edge)
    edge.bus.calls.clear()
    both = [{**SESSION, "id": "x1", "current": True}, {**SESSION, "id": "x2", "current": False}]
    said: list[tuple[type[Any], Any]] = [
        (ListSessions, {"items": both}), (EndSession, {}), (EndSessions, {}), (ChangePassword, {}),
        (ChangeOwnProfile, {**ADA, **GERMAN, "country": "DE"}),
    ]  # fmt: skip
    for kind, answer in said:
        edge.bus.says(kind, answer)
    return kept


@pytest.mark.parametrize("below", ["/profile", "/password", "/sessions"])
async def test_every_role_has_an_account_of_its_own(edge: Knocker, below: str) -> None:
    kept = await signed_in(edge, roles=frozenset({"auditor"}))
    edge.bus.says(ListSessions, {"items": []})

    page = await edge.ask("GET", f"/console{below}", cookie=kept)

    assert page.status == 200
    assert f'href="/console{below}"' in page.text, "it stands in the menu at one's name"


async def test_the_console_speaks_and_dates_as_its_reader_chose(edge: Knocker, cookie: str) -> None:
    saved = await send(edge, cookie, "/profile", "/profile", urlencode({**GERMAN, "country": "DE"}))
    now = saved.headers["set-cookie"].split(";")[0]
    page = await edge.ask("GET", "/console/sessions", cookie=now)

    assert asked(edge, ChangeOwnProfile) == [{**GERMAN, "country": "DE"}]
    assert not asked(edge, ShowMe), "that is asked as a portal's user"
    assert saved.headers["location"] == "/console/profile?saved=1"
    assert 'lang="de"' in page.text
    assert "22.11.2026, 11:00" in page.text


async def test_what_is_wrong_stands_beside_its_field(edge: Knocker, cookie: str) -> None:
    answer = await send(edge, cookie, "/profile", "/profile", urlencode({**GERMAN, "time_zone": "Mars/Base"}))

    assert answer.status == 422
    assert 'id="time_zone-wrong"' in answer.text
    assert not asked(edge, ChangeOwnProfile)


async def test_a_password_is_changed_with_the_one_before(edge: Knocker, cookie: str) -> None:
    done = await send(edge, cookie, "/password", "/password", "current=a-long-password&new=another-long-one")
    edge.bus.refuses(ChangePassword, 422, "identity.wrong-password", "/current")
    wrong = await send(edge, cookie, "/password", "/password", "current=not-it-at-all&new=another-long-one")

    assert asked(edge, ChangePassword)[0] == {"current": "a-long-password", "new": "another-long-one"}
    assert done.headers["location"] == "/console/password?saved=1"
    assert wrong.status == 422
    assert 'id="current-wrong"' in wrong.text


async def test_other_devices_are_signed_out_one_or_all(edge: Knocker, cookie: str) -> None:
    one = await send(edge, cookie, "/sessions", "/sessions/x2/end")
    others = await send(edge, cookie, "/sessions", "/sessions/end", "keep_this=1")
    everywhere = await send(edge, cookie, "/sessions", "/sessions/end")

    assert asked(edge, EndSession) == [{"id": "x2"}]
    assert asked(edge, EndSessions) == [{"keep_this": True}, {"keep_this": False}]
    assert one.headers["location"] == others.headers["location"] == "/console/sessions?ended=1"
    assert everywhere.headers["location"] == "/console/sign-in?everywhere=1"
    assert 'portico.console=""' in everywhere.headers["set-cookie"]


async def test_how_somebody_reads_is_asked_at_sign_in(edge: Knocker) -> None:
    kept = await signed_in(edge)
    later = await signed_in(edge, language="es")

    english = await edge.ask("GET", "/console/", cookie=kept)
    spanish = await edge.ask("GET", "/console/", cookie=later)

    assert 'lang="en"' in english.text
    assert 'lang="es"' in spanish.text
