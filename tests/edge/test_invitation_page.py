"""The page behind the mailed link: looking changes nothing, only our own form accepts, and refusals are kind."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from contracts.identity.invitations import AcceptInvitation, ShowInvitation
from contracts.identity.people import ShowMe
from contracts.message import Request
from contracts.portal_config.portals import ShowPublicPortal
from contracts.records.viewing import ShowPortal
from stack import visiting
from stack.knocking import Knocker, Reply
from stack.visiting import tokens

PAGE = "/p/acme/customers/invitations/acme.t0k3n"
FORM = "application/x-www-form-urlencoded"
HOST = "edge.example"
PUBLIC = {**visiting.PUBLIC, "portal": "acme/customers"}
ME = {**visiting.ME, "language": "de"}
PROFILE = {
    "language": "de", "time_zone": "Europe/Berlin", "date_format": "dd.MM.yyyy", "time_format": "24h", "country": ""
}  # fmt: skip
GOOD = {"name": "Jo Winter", "password": "a long pass phrase"}
HIDDEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')


def _preview(**changes: Any) -> dict[str, Any]:
    return {
        "portal": "acme/customers", "portal_name": "Acme <Customers>", "inviter": "Ada & Co", "email": "jo@example.com",
        "name": "Jo", "defaults": {"language": "en"}, "sign_in": False, "expires_at": "2026-12-06T10:00:00Z", **changes,
    }  # fmt: skip


@pytest.fixture
def page(edge: Knocker) -> Knocker:
    """An edge with an invitation waiting."""
    edge.bus.says(ShowPublicPortal, PUBLIC)
    edge.bus.says(ShowInvitation, _preview())
    edge.bus.says(AcceptInvitation, tokens(edge, "customers"))
    edge.bus.says(ShowMe, ME)
    return edge


def _asked(edge: Knocker) -> set[type[Request[Any]]]:
    """What was asked, but for what everybody may know of the portal."""
    return {kind for kind, _, _ in edge.bus.calls} - {ShowPublicPortal}


def _accepted(edge: Knocker) -> tuple[dict[str, Any], dict[str, str]]:
    [(body, headers)] = [(body, headers) for kind, body, headers in edge.bus.calls if kind is AcceptInvitation]
    return body, headers


def _cookie(answer: Reply) -> str:
    return answer.headers["set-cookie"].split(";")[0]


async def _send(edge: Knocker, fields: dict[str, str], **headers: str) -> Reply:
    """Open the page and send its form, as a browser does; `headers` say what is otherwise."""
    opened = await edge.ask("GET", PAGE)
    [token] = HIDDEN.findall(opened.text)
    sent = {"content_type": FORM, "host": HOST, "origin": f"http://{HOST}", "cookie": _cookie(opened), **headers}
    given = {name: value for name, value in sent.items() if value}
    return await edge.ask("POST", PAGE, raw=urlencode({"form_token": token, **fields}).encode(), **given)


async def test_looking_changes_nothing_however_often(page: Knocker) -> None:
    for _ in range(3):
        assert (await page.ask("GET", PAGE)).status == 200
        assert (await page.ask("HEAD", PAGE)).status == 200

    assert _asked(page) == {ShowInvitation}


async def test_it_says_who_invites_whom_to_what_with_everything_escaped(page: Knocker) -> None:
    answer = await page.ask("GET", PAGE)

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    for words in (
        "Acme &lt;Customers&gt;",
        "Ada &amp; Co",
        "jo@example.com",
        "2026-12-06",
        'autocomplete="new-password"',
    ):
        assert words in answer.text
    assert "<Customers>" not in answer.text


async def test_the_profile_is_filled_in_with_what_the_portal_starts_with(page: Knocker) -> None:
    defaults = {"language": "de", "time_zone": "Asia/Calcutta", "date_format": "d.M.yyyy", "time_format": "12h"}
    page.bus.says(ShowInvitation, _preview(defaults={**defaults, "country": "IN"}))

    answer = await page.ask("GET", PAGE)

    chosen = re.findall(r'<option value="([^"]*)" selected>', answer.text)
    assert chosen == ["de", "Asia/Kolkata", "d.M.yyyy", "12h", "IN"]
    assert '<option value="es"' not in answer.text  # this portal does not speak it
    assert 'value="Jo"' in answer.text


async def test_the_form_accepts_and_signs_in(page: Knocker) -> None:
    answer = await _send(page, {**GOOD, **PROFILE})

    assert answer.status == 303
    assert answer.headers["location"] == "/p/acme/customers/"
    body, headers = _accepted(page)
    assert body == {"token": "acme.t0k3n", **GOOD, **PROFILE, "country": None}
    assert "authorization" not in headers

    page.bus.says(ShowPortal, {"portal": "acme/customers", "name": "Acme", "version": 1, "modules": []})
    there = await page.ask("GET", "/p/acme/customers/", cookie=_cookie(answer))
    assert there.status != 303
    assert '<html lang="de"' in there.text  # what identity says of them, from the first page on


async def test_somebody_known_confirms_with_the_password_they_have(page: Knocker) -> None:
    page.bus.says(ShowInvitation, _preview(sign_in=True))

    opened = await page.ask("GET", PAGE)
    await _send(page, GOOD)

    assert 'autocomplete="current-password"' in opened.text
    assert 'id="name"' not in opened.text
    assert 'id="time_zone"' not in opened.text
    assert _accepted(page)[0] == {"token": "acme.t0k3n", "password": GOOD["password"]}


@pytest.mark.parametrize(
    "forged",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "", "sec_fetch_site": "cross-site"},
        {"origin": "", "sec_fetch_site": "same-site"},
        {"cookie": ""},
        {"cookie": "portico-form=AAAAAAAAAAAAAAAAAAAAAA"},
    ],
    ids=str,
)
async def test_a_form_from_elsewhere_is_refused(page: Knocker, forged: dict[str, str]) -> None:
    answer = await _send(page, GOOD, **forged)

    assert answer.status == 403
    assert AcceptInvitation not in _asked(page)


async def test_a_token_for_one_form_opens_no_other(page: Knocker) -> None:
    opened = await page.ask("GET", PAGE)
    [token] = HIDDEN.findall(opened.text)
    form = urlencode({"form_token": token, **GOOD}).encode()

    other = await page.ask(
        "POST", PAGE + "x", raw=form, content_type=FORM, host=HOST, origin=f"http://{HOST}", cookie=_cookie(opened)
    )

    assert other.status == 403


async def test_a_browser_that_sends_no_origin_says_where_it_comes_from(page: Knocker) -> None:
    assert (await _send(page, GOOD, origin="", sec_fetch_site="same-origin")).status == 303


async def test_a_bearer_or_a_json_body_counts_for_nothing_here(page: Knocker) -> None:
    await page.ask("GET", PAGE, token=page.token())
    assert not [headers for _, _, headers in page.bus.calls if "authorization" in headers]

    answer = await _send(page, GOOD, content_type="application/json")
    assert answer.status == 415


async def test_two_tabs_of_one_browser_both_work(page: Knocker) -> None:
    first = await page.ask("GET", PAGE)
    second = await page.ask("GET", PAGE, cookie=_cookie(first))

    assert "set-cookie" not in second.headers
    assert HIDDEN.findall(first.text) == HIDDEN.findall(second.text)


async def test_what_is_wrong_stands_beside_its_field_and_the_name_stays(page: Knocker) -> None:
    page.bus.refuses(AcceptInvitation, 422, "identity.password-common", "/password")

    answer = await _send(page, {"name": "Jo <3", "password": "password"})

    assert answer.status == 422
    assert 'id="password-wrong"' in answer.text
    assert 'role="alert"' in answer.text
    assert 'value="Jo &lt;3"' in answer.text
    assert 'value="password"' not in answer.text


@pytest.mark.parametrize("name", ["", "x" * 201, "two\nlines"])
async def test_a_name_that_is_none_never_leaves_the_page(page: Knocker, name: str) -> None:
    answer = await _send(page, {**GOOD, "name": name})

    assert answer.status == 422
    assert 'id="name-wrong"' in answer.text
    assert AcceptInvitation not in _asked(page)


async def test_a_wrong_current_password_is_told_as_that(page: Knocker) -> None:
    page.bus.says(ShowInvitation, _preview(sign_in=True))
    page.bus.refuses(AcceptInvitation, 401, "identity.wrong-credentials")

    answer = await _send(page, {"password": "not mine"})

    assert answer.status == 401
    assert "This is not your password" in answer.text
    assert 'id="password-wrong"' in answer.text


async def test_an_invitation_ends_while_the_form_is_open(page: Knocker) -> None:
    page.bus.refuses(AcceptInvitation, 410, "identity.invitation-gone")

    assert "This link no longer holds" in (await _send(page, GOOD)).text


@pytest.mark.parametrize("field", ["language", "time_zone", "date_format", "time_format", "country"])
async def test_what_is_not_in_a_list_is_told_beside_it_and_opens_what_hides_it(page: Knocker, field: str) -> None:
    answer = await _send(page, {**GOOD, **PROFILE, field: "<x>"})

    assert answer.status == 422
    assert f'id="{field}-wrong"' in answer.text
    assert ('class="fold" open' in answer.text) is (field != "language")
    assert "<x>" not in answer.text
    assert AcceptInvitation not in _asked(page)


async def test_another_portals_address_shows_nothing_of_this_one(page: Knocker) -> None:
    page.bus.says(ShowPublicPortal, PUBLIC)
    for address in ("/p/globex/customers/invitations/acme.t0k3n", "/p/acme/other/invitations/acme.t0k3n"):
        answer = await page.ask("GET", address)
        assert answer.status == 404
        assert "jo@example.com" not in answer.text


async def test_a_link_cut_in_two_asks_nobody(page: Knocker) -> None:
    assert (await page.ask("GET", "/p/acme/customers/invitations/t%20x")).status == 404
    assert not _asked(page)
