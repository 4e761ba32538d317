"""Who gets in: tokens, API keys, the wrong door, revoked, cut off, too often. What is refused leaves no trace."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.identity.people import ChangeMe, Revoked, ShowMe
from contracts.identity.tenancy import ExchangeApiKey, ListApiKeys
from contracts.message import Request, Who
from contracts.portal_config.portals import ListPortals, ShowPublicPortal
from contracts.principal import Principal
from contracts.records.exporting import ExportRecords
from contracts.records.watching import CheckVisible
from edge.http.export_file import ExportFile
from edge.http.publishing import PublishEvents
from edge.http.route import Route
from edge.http.stream_route import FollowChanges
from edge.http.table import TABLE
from stack.knocking import API_KEY, Knocker

PLACES = {
    "tenant": "acme", "slug": "customers", "token": "t.1", "id": "i1", "membership_id": "m1", "module": "invoices",
    "version": "1", "revision": "1", "session_id": "x1", "membership": "m1",
}  # fmt: skip
CLOSED = [route for route in TABLE if Who.ANYONE not in route.who]
KINDS = (Who.USER, Who.STAFF, Who.SYSTEM)
EVENTS = "/backoffice/v1/events"


def _path(route: Route) -> str:
    return route.path.format_map(PLACES)


def _behind(route: Route) -> Iterator[type[Request[Any]]]:
    """What is asked of services for a route besides its own request."""
    if route.request is ExportFile:
        yield ExportRecords
    if route.request is FollowChanges:
        yield CheckVisible
    first = route.first
    while first is not None:
        yield first.request
        first = first.first


def _names(routes: list[Route]) -> list[str]:
    return [f"{route.method} {route.path}" for route in routes]


async def _knock(edge: Knocker, route: Route, token: str) -> int:
    body: dict[str, str] | None = None if route.method in ("GET", "DELETE") else {}
    answer = await edge.ask(route.method, _path(route), body, token=token, if_match='"1"')
    if answer.status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
    return answer.status


@pytest.mark.parametrize("route", CLOSED, ids=_names(CLOSED))
async def test_a_door_opens_to_nobody_without_a_token_that_holds(edge: Knocker, route: Route) -> None:
    good = edge.token(Who.STAFF)
    head, body, signature = good.split(".")
    late = Knocker()
    for token in ("", f"{head}.{body[:-4]}AAAA.{signature}", f"{head}.{body}.", "eyJ", late.token(Who.STAFF)):
        assert await _knock(edge, route, token) == 401
    assert not edge.bus.calls


@pytest.mark.parametrize("route", CLOSED, ids=_names(CLOSED))
async def test_a_door_opens_to_no_other_kind_of_caller(edge: Knocker, route: Route) -> None:
    for kind in KINDS:
        status = await _knock(edge, route, edge.token(kind, scopes=frozenset({route.request.SCOPE})))
        assert (status == 403) == (kind not in route.who), kind
    asked = {kind for kind, _, _ in edge.bus.calls}
    assert asked <= {route.request, *_behind(route)}


@pytest.mark.parametrize("route", CLOSED, ids=_names(CLOSED))
async def test_roles_and_scopes_narrow_a_door(edge: Knocker, route: Route) -> None:
    if route.request.ROLES and Who.STAFF in route.who:
        assert await _knock(edge, route, edge.token(Who.STAFF, roles=frozenset({"janitor"}))) == 403
    if Who.SYSTEM in route.who:
        assert await _knock(edge, route, edge.token(Who.SYSTEM, scopes=frozenset({"other"}))) == 403
    assert not edge.bus.calls


@pytest.mark.parametrize("route", CLOSED, ids=_names(CLOSED))
async def test_a_read_only_token_changes_nothing(edge: Knocker, route: Route) -> None:
    scopes = frozenset({route.request.SCOPE})
    for kind in route.who:
        status = await _knock(edge, route, edge.token(kind, read_only=True, scopes=scopes))
        assert (status == 403) == (route.effect == "write")
    assert all(kind.EFFECT == "read" for kind, _, _ in edge.bus.calls)
    assert not edge.bus.stored


async def test_an_expired_token_does_not_hold(edge: Knocker) -> None:
    token = edge.signer.sign(Principal(Who.USER, tenant="acme", subject="s"), seconds=-10)
    assert (await edge.ask("GET", "/api/v1/me", token=token)).json["code"] == "identity.token-invalid"


@pytest.mark.parametrize(
    "credential", ["Basic am86eA==", "Bearer", "Bearer ", "Bearer a b", "bearer\tx", "Bearer " + "x" * 5_000]
)
async def test_only_a_bearer_is_read(edge: Knocker, credential: str) -> None:
    answer = await edge.ask("GET", "/api/v1/me", authorization=credential)

    assert answer.status == 401
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_cookies_count_for_nothing_on_the_api(edge: Knocker) -> None:
    assert (await edge.ask("GET", "/api/v1/me", cookie=f"session={edge.token()}")).status == 401


async def test_doors_for_anybody_look_at_no_token_and_ask_for_no_key(edge: Knocker) -> None:
    edge.bus.says(ShowPublicPortal, {})

    for token in ("eyJ.gone.by", API_KEY):
        assert (await edge.ask("GET", "/api/v1/portals/acme/customers", token=token)).status == 200
    assert {kind for kind, _, _ in edge.bus.calls} == {ShowPublicPortal}


async def test_a_revoked_session_ends_at_the_door() -> None:
    edge = Knocker()
    edge.bus.says(ShowMe, {})
    token, other = edge.token(session="gone"), edge.token(session="stays")

    edge.revocations.revoke(Revoked(kind="session", id="gone", at=datetime.now(UTC)))

    assert (await edge.ask("GET", "/api/v1/me", token=token)).json["code"] == "identity.revoked"
    assert (await edge.ask("GET", "/api/v1/me", token=other)).status == 200


async def test_cut_off_from_revocations_reads_go_on_and_writes_wait(edge: Knocker) -> None:
    edge.bus.says(ShowMe, {})
    edge.hear_the_broadcast(silence=-1.0)
    token = edge.token()

    refused = await edge.ask("PATCH", "/api/v1/me", {}, token=token)

    assert (refused.status, refused.json["code"], refused.headers["retry-after"]) == (503, "cut-off", "1")
    assert (await edge.ask("GET", "/api/v1/me", token=token)).status == 200
    assert ChangeMe not in {kind for kind, _, _ in edge.bus.calls}


async def test_a_key_is_exchanged_once_however_many_come_at_once() -> None:
    edge = Knocker()
    edge.knows_the_key("portals")
    edge.bus.says(ListPortals, {"items": []})

    knocks = (edge.ask("GET", "/backoffice/v1/portals", token=API_KEY) for _ in range(20))
    assert {answer.status for answer in await asyncio.gather(*knocks)} == {200}

    asked = [kind for kind, _, _ in edge.bus.calls]
    assert asked.count(ExchangeApiKey) == 1
    assert asked.count(ListPortals) == 20
    assert all(API_KEY not in str(headers) for _, _, headers in edge.bus.calls)


async def test_a_known_key_goes_on_while_identity_is_away_and_an_unknown_one_waits() -> None:
    edge = Knocker()
    edge.knows_the_key("portals", seconds=8)  # past its half-life at once: each use asks for the next token
    edge.bus.says(ListPortals, {"items": []})
    assert (await edge.ask("GET", "/backoffice/v1/portals", token=API_KEY)).status == 200

    edge.bus.refuses(ExchangeApiKey, 504, "no-answer")

    assert (await edge.ask("GET", "/backoffice/v1/portals", token=API_KEY)).status == 200
    unknown = await edge.ask("GET", "/backoffice/v1/portals", token="acme.k2.another-secret")
    assert (unknown.status, unknown.headers["retry-after"]) == (503, "2")


async def test_a_key_that_identity_refuses_is_refused_with_its_words() -> None:
    edge = Knocker()
    edge.bus.refuses(ExchangeApiKey, 401, "identity.key-invalid")

    answer = await edge.ask("GET", "/backoffice/v1/portals", token=API_KEY)

    assert (answer.status, answer.json["code"]) == (401, "identity.key-invalid")


async def test_a_key_opens_no_door_that_is_for_staff_alone() -> None:
    edge = Knocker()
    edge.knows_the_key("events", "portals", "invitations", "quarantine")

    assert (await edge.ask("GET", "/backoffice/v1/api-keys", token=API_KEY)).status == 403
    assert ListApiKeys not in {kind for kind, _, _ in edge.bus.calls}


async def test_somebody_who_tries_many_keys_is_stopped() -> None:
    edge = Knocker(rate_sign_in=3)
    edge.bus.refuses(ExchangeApiKey, 401, "identity.key-invalid")

    answers = [await edge.ask("GET", "/backoffice/v1/portals", token=f"acme.k{n}.guess") for n in range(5)]

    assert [answer.status for answer in answers] == [401, 401, 401, 429, 429]
    assert len(edge.bus.calls) == 3


def test_the_intake_is_a_door_for_keys_alone() -> None:
    [route] = [route for route in TABLE if route.path == EVENTS]

    assert route.request is PublishEvents
    assert route.who == {Who.SYSTEM}
