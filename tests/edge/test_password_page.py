"""The pages behind mailed links that set a password: looking changes nothing, only our own form sets one."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from contracts.identity.own_profile import ShowOwnProfile
from contracts.identity.passwords import ResetPassword, ShowPasswordLink
from contracts.identity.sessions import ActivateStaff
from contracts.message import Request, Who
from contracts.portal_config.portals import ShowPublicPortal
from contracts.problem import Problem
from edge.web.catalogues import translations
from stack.knocking import Knocker, Reply

PUBLIC = {
    "portal": "acme/resets", "name": "Acme", "languages": ["en", "de", "es", "pt"], "language": "en", "look": {},
    "sign_in": {},
}  # fmt: skip
USERS, STAFFS, FIRST = "/p/acme/resets/reset/acme.t", "/console/reset/acme.t", "/console/activate/acme.t"
HIDDEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')
PASSWORD = "a long pass phrase"


def _link(**changes: Any) -> dict[str, Any]:
    return {
        "purpose": "reset", "holder": "user", "tenant": "acme", "tenant_name": "Acme & Sons",
        "portal": "acme/resets", "portal_name": "Acme <Customers>", "email": "jo@example.com", "name": "Jo",
        "language": "en", "expires_at": "2026-11-22T10:30:00Z", **changes,
    }  # fmt: skip


LINKS = {
    USERS: _link(),
    STAFFS: _link(holder="staff", portal=None, portal_name=None),
    FIRST: _link(purpose="activate", holder="staff", portal=None, portal_name=None),
}


@pytest.fixture
def edge(edge: Knocker) -> Knocker:
    """An edge that knows a portal."""
    edge.bus.says(ShowPublicPortal, PUBLIC)
    return edge


def _asked(edge: Knocker) -> set[type[Request[Any]]]:
    """What was asked, but for what everybody may know of the portal."""
    return {kind for kind, _, _ in edge.bus.calls} - {ShowPublicPortal}


async def _send(edge: Knocker, page: str, fields: dict[str, str], **changed: str) -> Reply:
    opened = await edge.ask("GET", page)
    [token] = HIDDEN.findall(opened.text)
    headers = {
        "content_type": "application/x-www-form-urlencoded", "host": "edge.example", "origin": "http://edge.example",
        "cookie": opened.headers["set-cookie"].split(";")[0], **changed,
    }  # fmt: skip
    return await edge.ask("POST", page, raw=urlencode({"form_token": token, **fields}).encode(), **headers)


@pytest.mark.parametrize("page", LINKS)
async def test_a_scanner_that_follows_the_link_changes_nothing(edge: Knocker, page: str) -> None:
    edge.bus.says(ShowPasswordLink, LINKS[page])

    answers = [await edge.ask(method, page) for method in ("GET", "HEAD", "GET")]

    assert {answer.status for answer in answers} == {200}
    assert _asked(edge) == {ShowPasswordLink}
    assert "jo@example.com" in answers[0].text
    assert "<Customers>" not in answers[0].text


@pytest.mark.parametrize("page", [USERS, STAFFS])
async def test_the_form_sets_the_password_and_signs_nobody_in(edge: Knocker, page: str) -> None:
    edge.bus.says(ShowPasswordLink, LINKS[page])
    edge.bus.says(ResetPassword, {})

    answer = await _send(edge, page, {"password": PASSWORD, "name": "Eve"})

    assert answer.status == 303
    assert edge.bus.calls[-1][:2] == (ResetPassword, {"token": "acme.t", "password": PASSWORD})
    assert "set-cookie" not in answer.headers
    there = await edge.ask("GET", answer.headers["location"])
    assert "Your password is set" in there.text


async def test_a_staff_member_chooses_name_and_first_password(edge: Knocker) -> None:
    edge.bus.says(ShowPasswordLink, LINKS[FIRST])
    staff = {"id": "s1", "tenant": "acme", "email": "jo@example.com", "name": "Jo Winter", "roles": ["owner"]}
    token = edge.token(Who.STAFF)
    edge.bus.says(ActivateStaff, {"access_token": token, "refresh_token": "r.secret", "staff": staff})
    edge.bus.says(ShowOwnProfile, {**staff, "language": "en"})

    answer = await _send(edge, FIRST, {"password": PASSWORD, "name": "Jo Winter"})

    (asked,) = [body for kind, body, _ in edge.bus.calls if kind is ActivateStaff]
    assert asked == {"token": "acme.t", "password": PASSWORD, "name": "Jo Winter", "language": "en"}
    assert (answer.status, answer.headers["location"]) == (303, "/console/")
    assert "portico.console=" in answer.headers["set-cookie"]
    assert not [secret for secret in ("secret", token) if secret in answer.text + str(answer.headers)]


@pytest.mark.parametrize("page", LINKS)
@pytest.mark.parametrize(
    "forged", [{"origin": "https://evil.example"}, {"cookie": "portico-form=AAAAAAAAAAAAAAAAAAAAAA"}]
)
async def test_a_form_from_elsewhere_is_refused(edge: Knocker, page: str, forged: dict[str, str]) -> None:
    edge.bus.says(ShowPasswordLink, LINKS[page])

    answer = await _send(edge, page, {"password": PASSWORD, "name": "Jo"}, **forged)

    assert answer.status == 403
    assert _asked(edge) == {ShowPasswordLink}


@pytest.mark.parametrize(
    ("page", "link"),
    [(USERS, STAFFS), (USERS, FIRST), (STAFFS, USERS), (STAFFS, FIRST), (FIRST, USERS), (FIRST, STAFFS)],
)
async def test_a_link_of_another_kind_is_not_there(edge: Knocker, page: str, link: str) -> None:
    edge.bus.says(ShowPasswordLink, LINKS[link])

    answer = await edge.ask("GET", page)

    assert answer.status == 404
    assert "jo@example.com" not in answer.text


async def test_a_link_does_not_open_under_another_portals_address(edge: Knocker) -> None:
    edge.bus.says(ShowPasswordLink, LINKS[USERS])
    for page in ("/p/acme/suppliers/reset/acme.t", "/p/globex/customers/reset/acme.t"):
        assert (await edge.ask("GET", page)).status == 404


async def test_a_weak_password_is_told_beside_its_field(edge: Knocker) -> None:
    edge.bus.says(ShowPasswordLink, LINKS[USERS])
    edge.bus.refuses(ResetPassword, 422, "identity.weak-password", "/password")

    answer = await _send(edge, USERS, {"password": "password"})

    assert answer.status == 422
    assert 'id="password-wrong"' in answer.text
    assert 'value="password"' not in answer.text


async def test_who_tried_too_often_is_told_when_to_come_back(edge: Knocker) -> None:
    edge.bus.says(ShowPasswordLink, LINKS[USERS])
    problem = Problem.of(429, "identity.too-many-tries", "Too many tries", retry_after=30)
    edge.bus.says(ResetPassword, problem.model_dump(), 429)

    page = await _send(edge, USERS, {"password": PASSWORD})
    api = await edge.ask("POST", "/api/v1/auth/password/reset", {"token": "acme.t", "password": PASSWORD})

    assert [(answer.status, answer.headers["retry-after"]) for answer in (page, api)] == [(429, "30")] * 2
    assert "That was often in a short time" in page.text


@pytest.mark.parametrize(("status", "text"), [(404, "There is no such link"), (410, "This link no longer holds")])
@pytest.mark.parametrize("language", ["en", "de", "es", "pt"])
async def test_a_link_that_does_not_hold_is_told_kindly(edge: Knocker, status: int, text: str, language: str) -> None:
    edge.bus.refuses(ShowPasswordLink, status, "identity.link")

    answer = await edge.ask("GET", USERS, accept_language=language)

    assert answer.status == status
    assert translations(language).ugettext(text) in answer.text
