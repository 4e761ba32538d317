"""The route table says what the contracts say, and everything that can be called has a door."""

from typing import Any

import pytest
from starlette.routing import Route as HttpRoute

from contracts.catalogue import requests
from contracts.identity.tenancy import ExchangeApiKey
from contracts.message import Request, Who
from contracts.portal_config.logos import ShowLogo
from contracts.records.exporting import ExportRecords
from contracts.records.previewing import KeepPreview
from contracts.records.sampling import SampleDraft
from contracts.records.watching import CheckVisible
from edge.http.envelope import Envelope
from edge.http.examples import EXAMPLES
from edge.http.export_file import ExportFile
from edge.http.observed import Observed
from edge.http.own_host import AtOwnHosts
from edge.http.page_table import ALL_PAGES
from edge.http.publishing import PublishEvents
from edge.http.route import Route
from edge.http.stream_route import FollowChanges
from edge.http.table import TABLE
from stack.knocking import Knocker

INTERNAL: frozenset[type[Request[Any]]] = frozenset(
    {CheckVisible, ExchangeApiKey, ExportRecords, KeepPreview, SampleDraft, ShowLogo}
)
BESIDE = {
    "/.well-known/jwks.json",
    "/assets/{name}",
    "/api/messages",
    "/api/openapi.json",
    "/api/docs",
    "/api/docs/start.js",
    "/api/docs/swagger-ui-bundle.js",
    "/api/docs/swagger-ui.css",
    "/asyncapi.json",
    "/design",
    "/livez",
    "/healthz",
    "/readyz",
}


def test_every_call_of_the_contracts_has_a_door_but_the_operators_and_the_edges_own() -> None:
    public = {request for request in requests().values() if Who.OPERATOR not in request.WHO} - INTERNAL

    assert {route.request for route in TABLE} - {PublishEvents, ExportFile, FollowChanges} == public


@pytest.mark.parametrize("route", TABLE, ids=lambda route: f"{route.method} {route.path}")
def test_a_door_has_the_effect_of_its_call_and_opens_to_no_more_than_it(route: Route) -> None:
    assert route.effect == route.request.EFFECT
    assert route.who
    assert route.who <= route.request.WHO


def test_all_doors_of_a_call_together_open_to_all_who_may_make_it() -> None:
    for request in {route.request for route in TABLE}:
        doors = (route.who for route in TABLE if route.request is request)
        assert frozenset().union(*doors) == request.WHO, request.__name__


def test_no_two_lines_name_the_same_door() -> None:
    names = [(route.method, route.path) for route in TABLE]

    assert len(names) == len(set(names))


def test_reads_are_gets_and_writes_are_not() -> None:
    assert {route.effect for route in TABLE if route.method == "GET"} == {"read"}
    assert {route.effect for route in TABLE if route.method != "GET"} == {"write"}


def test_credentials_are_never_on_a_get() -> None:
    assert not [route.path for route in TABLE if route.method == "GET" and route.request.CREDENTIALS]


def test_nothing_is_reachable_that_is_not_in_the_table(edge: Knocker) -> None:
    assert isinstance(edge.app, Observed)
    assert isinstance(edge.app._app, Envelope)
    assert isinstance(edge.app._app._app, AtOwnHosts)
    reachable = {route.path for route in edge.app._app._app._app.routes if isinstance(route, HttpRoute)}  # type: ignore[attr-defined]

    assert reachable == {door.path for door in (*TABLE, *ALL_PAGES)} | BESIDE


@pytest.mark.parametrize("request_type", EXAMPLES, ids=lambda request: request.__name__)
def test_the_examples_hold(request_type: type[Request[Any]]) -> None:
    routes = [route for route in TABLE if route.request is request_type]
    assert routes
    if request_type is PublishEvents:
        return
    example = EXAMPLES[request_type]
    body = {routes[0].body: example} if routes[0].body else example
    places = {"token": "t.1", "id": "i1", "membership_id": "m1", "module": "projects", "slug": "customers"}
    asked: dict[str, object] = {name: places[name] for name in places if f"{{{name}}}" in routes[0].path}
    asked |= dict.fromkeys(routes[0].filled, 1) | ({"preview_id": "p1"} if "preview_id" in routes[0].filled else {})
    assert isinstance(body, dict)
    request_type.model_validate({**asked, **body}, extra="forbid")
