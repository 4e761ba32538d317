"""Every page of the console x every role of staff, another tenant's staff, and everybody who is none: from the table
itself, so that a new page is in the matrix before anybody thinks of it. What a role may do is what the calls say.
"""

from typing import Any, Final

import pytest

from contracts.message import Request, Who
from edge.http.page_table import PORTAL_PAGES
from edge.web.console.visit import MENU
from stack.console import CONSOLE
from stack.console_walk import MARK, STAFF_PAGES, Walk, cookie_of, forms_in, page_at, path_of, says_all, sent
from stack.knocking import Knocker

ROLES: Final = ("owner", "designer", "support", "finance", "auditor")
OWNERS: Final = frozenset({"console.staff", "console.staff.invite", "console.api-keys", "console.api-keys.create"})
"""Some of those that nobody but owners opens: what the calls say is held against what is meant."""
Sent = tuple[str, dict[str, str]]
Kinds = set[type[Request[Any]]]


def _may(role: str, kind: type[Request[Any]]) -> bool:
    return not kind.ROLES or role in kind.ROLES


async def _forms(walk: Walk) -> dict[str, Sent]:
    """What every page's forms send, by the page that they are sent to; what stands in none is sent empty."""
    found: dict[str, Sent] = {page.name: (path_of(page), {}) for page in STAFF_PAGES if page.method == "POST"}
    for page in STAFF_PAGES:
        answer = await walk.open(page) if page.method == "GET" else None
        if answer is not None and answer.headers["content-type"].startswith("text/html"):
            for path, fields in forms_in(answer.text):
                to = page_at(path)
                assert to is not None, f"a form of {page.name} leads to {path}, which is no page"
                found[to.name] = path, fields
    return found


async def _everything(walk: Walk, forms: dict[str, Sent]) -> dict[str, tuple[int, Kinds, str]]:
    """Open every page, send every form: status, what was asked, what is shown."""
    seen = {}
    for page in STAFF_PAGES:
        answer = await (walk.open(page) if page.method == "GET" else walk.send(*forms[page.name]))
        seen[page.name] = (answer.status, walk.asked, answer.text)
    return seen


async def test_each_role_gets_what_its_calls_allow_and_nothing_else(edge: Knocker) -> None:
    says_all(edge)
    owner = Walk.of(edge, {"owner"})
    forms = await _forms(owner)
    all_of_it = await _everything(owner, forms)
    acting = [name for name, (_, asked, _) in all_of_it.items() if any(kind.EFFECT == "write" for kind in asked)]
    assert len(acting) > len(forms) * 3 // 4, "forms of pages do something"
    entries = {f"/console{below}": call for below, _, _, call in MENU}
    paths = {page.name: page.path if page.method == "GET" else "" for page in STAFF_PAGES}
    wrong: list[tuple[object, ...]] = []
    for role in ROLES[1:]:
        for name, (status, asked, text) in (await _everything(Walk.of(edge, {role}), forms)).items():
            usual, beyond = all_of_it[name][0], {kind.NAME for kind in asked if not _may(role, kind)}
            refused, entry = status == 403, entries.get(paths[name])
            if beyond or (entry is not None and refused == _may(role, entry)):
                wrong.append((role, name, status, beyond))
            if refused and MARK in text:
                wrong.append((role, name, "shows something all the same", set()))
            if not refused and status != usual:
                wrong.append((role, name, status, {usual}))
            if name in OWNERS and not refused:
                wrong.append((role, name, "is for owners", set()))
    assert not wrong


async def test_whoever_is_asked_is_asked_as_the_tenant_that_signed_in(edge: Knocker) -> None:
    says_all(edge)
    walk = Walk.of(edge, {"owner"}, tenant="globex")
    for page in STAFF_PAGES:
        await (walk.open(page) if page.method == "GET" else walk.send(path_of(page), {}))
        tenants = {headers["tenant"] for _, _, headers in edge.bus.calls}
        assert tenants <= {"globex"}, page.name
        assert not [body for _, body, _ in edge.bus.calls if "acme" in {body.get("tenant"), body.get("tenantid")}]


@pytest.mark.parametrize("kind", [Who.STAFF, Who.USER, Who.SYSTEM])
async def test_a_bearer_token_opens_no_page(edge: Knocker, kind: Who) -> None:
    says_all(edge)
    edge.bus.calls.clear()
    token = edge.token(kind, portal="customers", membership="m1", account="C-1", scopes=frozenset({"portals"}))
    for page in (*STAFF_PAGES, *(page for page in PORTAL_PAGES if page.who == "user")):
        path = path_of(page).replace("{tenant}", "acme")
        answer = await edge.ask(page.method, path, token=token, host="edge", origin="http://edge")
        assert answer.status in (204, 303), page.name
    assert not edge.bus.calls


async def test_a_portals_session_opens_no_page_of_the_console_and_the_consoles_none_of_a_portal(edge: Knocker) -> None:
    """A token sealed for one under the name of the other is none of theirs, whatever page or form it comes with."""
    says_all(edge)
    edge.bus.calls.clear()
    user = edge.token(Who.USER, portal="customers", membership="m1", account="C-1")
    staff = edge.token(Who.STAFF)
    portals = [page for page in PORTAL_PAGES if page.who == "user"]
    for pages, name, token in ((STAFF_PAGES, CONSOLE, user), (portals, "portico.acme/customers", staff)):
        cookie = cookie_of(edge, name, token, {"name": "Mallory"})
        for page in pages:
            path = path_of(page).replace("x1/customers", "acme/customers")
            walk = Walk(edge, cookie)
            answer = await (walk.send(path, {}) if page.method == "POST" else edge.ask("GET", path, cookie=cookie))
            assert answer.status in (204, 303, 403), (page.name, answer.status)
            assert answer.status == 403 or "/sign-in" in answer.headers.get("location", "/sign-in"), page.name
            assert not walk.asked, page.name
            assert MARK not in answer.text


async def test_a_form_of_one_page_is_none_of_anothers(edge: Knocker) -> None:
    says_all(edge)
    walk = Walk.of(edge, {"owner"})
    for page in STAFF_PAGES:
        if page.method == "POST":
            forged = sent(edge, "/console/elsewhere", {})
            edge.bus.calls.clear()
            headers = {"cookie": f"{walk.cookie}; portico-form={'N' * 22}", "host": "edge", "origin": "http://edge"}
            answer = await edge.ask(
                "POST", path_of(page), raw=forged, content_type="application/x-www-form-urlencoded", **headers
            )
            assert answer.status == 403, page.name
            assert not {kind for kind in walk.asked if kind.EFFECT == "write"}, page.name
