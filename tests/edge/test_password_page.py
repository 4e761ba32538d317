"""The pages behind mailed links that set a password: looking changes nothing, only our own form sets one."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from contracts.identity.passwords import ResetPassword, ShowPasswordLink
from contracts.identity.sessions import ActivateStaff
from contracts.problem import Problem
from edge.web import texts
from stack.knocking import Knocker, Reply

USERS, STAFFS, FIRST = "/p/acme/customers/reset/acme.t", "/console/reset/acme.t", "/console/activate/acme.t"
HIDDEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')
PASSWORD = "a long pass phrase"


def _link(**changes: Any) -> dict[str, Any]:
    return {
        "purpose": "reset", "holder": "user", "tenant": "acme", "tenant_name": "Acme & Sons",
        "portal": "acme/customers", "portal_name": "Acme <Customers>", "email": "jo@example.com", "name": "Jo",
        "language": "en", "expires_at": "2026-11-22T10:30:00Z", **changes,
    }  # fmt: skip


LINKS = {
    USERS: _link(),
    STAFFS: _link(holder="staff", portal=None, portal_name=None),
    FIRST: _link(purpose="activate", holder="staff", portal=None, portal_name=None),
}


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
    assert {kind for kind, _, _ in edge.bus.calls} == {ShowPasswordLink}
    assert "jo@example.com" in answers[0].text
    assert "<script" not in answers[0].text
    assert "<Customers>" not in answers[0].text


@pytest.mark.parametrize("page", [USERS, STAFFS])
async def test_the_form_sets_the_password_and_signs_nobody_in(edge: Knocker, page: str) -> None:
    edge.bus.says(ShowPasswordLink, LINKS[page])
    edge.bus.says(ResetPassword, {})

    answer = await _send(edge, page, {"password": PASSWORD, "name": "Eve"})

    assert answer.status == 200
    assert edge.bus.calls[-1][:2] == (ResetPassword, {"token": "acme.t", "password": PASSWORD})
    assert texts.load()["en"]["password_done_heading"] in answer.text
    assert "set-cookie" not in answer.headers


async def test_a_staff_member_chooses_name_and_first_password(edge: Knocker) -> None:
    edge.bus.says(ShowPasswordLink, LINKS[FIRST])
    edge.bus.says(ActivateStaff, {"access_token": "eyJ.secret", "refresh_token": "r.secret"})

    answer = await _send(edge, FIRST, {"password": PASSWORD, "name": "Jo Winter"})

    assert edge.bus.calls[-1][:2] == (ActivateStaff, {"token": "acme.t", "password": PASSWORD, "name": "Jo Winter"})
    assert "secret" not in answer.text


@pytest.mark.parametrize("page", LINKS)
@pytest.mark.parametrize(
    "forged", [{"origin": "https://evil.example"}, {"cookie": "portico-form=AAAAAAAAAAAAAAAAAAAAAA"}]
)
async def test_a_form_from_elsewhere_is_refused(edge: Knocker, page: str, forged: dict[str, str]) -> None:
    edge.bus.says(ShowPasswordLink, LINKS[page])

    answer = await _send(edge, page, {"password": PASSWORD, "name": "Jo"}, **forged)

    assert answer.status == 403
    assert {kind for kind, _, _ in edge.bus.calls} == {ShowPasswordLink}


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
    assert texts.load()["en"]["too_many"] in page.text


@pytest.mark.parametrize(("status", "text"), [(404, "password_unknown_heading"), (410, "password_ended_heading")])
@pytest.mark.parametrize("language", ["en", "de", "es", "pt"])
async def test_a_link_that_does_not_hold_is_told_kindly(edge: Knocker, status: int, text: str, language: str) -> None:
    edge.bus.refuses(ShowPasswordLink, status, "identity.link")

    answer = await edge.ask("GET", USERS, accept_language=language)

    assert answer.status == status
    assert texts.load()[language][text] in answer.text
