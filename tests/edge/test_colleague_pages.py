"""Colleagues in the browser: only admins find them; what is refused is told in words."""

import re
from typing import Any

import pytest

from contracts.identity.colleagues import (
    ChangeColleague,
    InviteColleague,
    ListColleagues,
    RemoveColleague,
    WithdrawColleague,
)
from stack.knocking import Knocker
from stack.visiting import HOME, HOSTILE, Browser, comes_in

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


@pytest.fixture
async def browser(edge: Knocker) -> Browser:
    """The browser of an admin who is signed in."""
    edge.bus.says(ListColleagues, COLLEAGUES)
    return await comes_in(edge, "admin")


async def test_what_colleagues_are_called_is_text(browser: Browser) -> None:
    answer = await browser.opens("/colleagues")

    assert HOSTILE not in answer.text
    assert "&lt;b&gt;Kleber &amp; Söhne&lt;/b&gt;" in answer.text


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
        assert browser.asked(kind) == [asked]


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
    browser = await comes_in(edge, "viewer")
    edge.bus.refuses(ListColleagues, 403, "identity.admin-needed")

    assert "/colleagues" not in (await browser.opens("/profile")).text
    answer = await browser.opens("/colleagues")
    assert (answer.status, "This is not for you" in answer.text) == (403, True)
