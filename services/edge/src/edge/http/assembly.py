"""Puts the door together: the table, what stands beside it, and what the framework would answer by itself."""

from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp

from chassis.own_hosts import OwnHosts
from contracts.message import Nothing
from contracts.problem import Problem
from edge.app.take_events import TakeEvents
from edge.domain.crowd import Crowd
from edge.http import described, openapi, pages
from edge.http.door import Door
from edge.http.envelope import Envelope
from edge.http.events import EventsDoor
from edge.http.export_file import ExportFile
from edge.http.exporting import ExportDoor
from edge.http.observed import Observed
from edge.http.own_host import AtOwnHosts
from edge.http.problems import respond
from edge.http.publishing import PublishEvents
from edge.http.reception import Reception
from edge.http.route import Route
from edge.http.shape import Shape
from edge.http.streaming import OpenStream, StreamDoor
from edge.http.table import STREAM, TABLE
from edge.ports import Caller

Answer = Callable[[HttpRequest], Coroutine[Any, Any, Response]]
SILENT: Final[TelemetryConfig] = {
    "tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False,
}  # fmt: skip
"""What FastAPI would tell by itself holds addresses with tokens in them: `Observed` tells instead."""
TITLES = {404: ("not-found", "There is nothing here"), 405: ("method-not-allowed", "Not with this method")}


@dataclass(frozen=True, slots=True)
class Described:
    """An answer together with the signature that FastAPI describes it by."""

    answer: Answer
    __signature__: object
    __name__: str

    async def __call__(self, **_parameters: object) -> None:
        """Stay silent: FastAPI reads the signature, `TableRoute` calls `answer`."""


class TableRoute(APIRoute):
    """Described by FastAPI, answered by our own doors: who may is decided before any body is read."""

    def get_route_handler(self) -> Answer:
        """Give the door's answer."""
        endpoint = self.endpoint
        if not isinstance(endpoint, Described):
            raise TypeError(f"{self.path} is no route of the table")
        return endpoint.answer


@dataclass(frozen=True, slots=True)
class Stock:
    """What the doors of the table work with.

    `exports` is the room for those that run at once, `lost` shows people that an address leads nowhere.
    """

    reception: Reception
    caller: Caller
    take: TakeEvents
    opening: OpenStream
    exports: Crowd
    lost: Callable[[HttpRequest], Response | None]

    def door(self, route: Route) -> Answer:
        """Give what answers a route."""
        if route.request is PublishEvents:
            return EventsDoor(route, self.reception, self.take).answer
        if route is STREAM:
            return StreamDoor(route, self.reception, self.opening).answer
        if route.request is ExportFile:
            return ExportDoor(route, self.reception, self.caller, self.exports).answer
        return Door(route, self.reception, self.caller).answer


def make_http(stock: Stock, verify_keys: str, beside: Iterable[BaseRoute], hosts: OwnHosts, *, https: bool) -> ASGIApp:
    """Make the whole app: every route of the table, `beside` it the probes and pages; some portals at their `hosts`."""
    app = FastAPI(
        title="Portico", version=openapi.VERSION, description=openapi.INTRODUCTION,
        openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False,
        exception_handlers={HTTPException: partial(_on_http_error, stock.lost)}, telemetry=SILENT,
    )  # fmt: skip
    for route in TABLE:
        _add(app, route, stock.door(route))
    app.router.routes.extend(pages.routes(partial(openapi.describe, app), verify_keys))
    app.router.routes.extend(beside)
    at_hosts = AtOwnHosts(app, hosts, hops=stock.reception.hops)
    return Observed(Envelope(at_hosts, https=https))


def _add(app: FastAPI, route: Route, answer: Answer) -> None:
    shape = Shape(route)
    summary, description = described.title(route.request)
    extra = described.operation(route) | (described.events_operation() if route.request is PublishEvents else {})
    app.router.add_api_route(
        route.path,
        Described(answer, described.signature(route, shape), route.request.__name__),
        methods=[route.method],
        route_class_override=TableRoute,
        response_model=described.answer_type(route),
        status_code=route.success,
        response_class=Response if route.request.ANSWER is Nothing else JSONResponse,
        summary=summary,
        description=description,
        operation_id=described.operation_id(route.request, route),
        tags=[_tag(route)],
        responses=described.responses(route, shape),
        openapi_extra=extra,
    )


def _tag(route: Route) -> str:
    side, thing = ("backoffice" if route.path.startswith("/backoffice") else "customers"), route.path.split("/")[3]
    return f"{side}: {thing}"


async def _on_http_error(
    lost: Callable[[HttpRequest], Response | None], http: HttpRequest, error: Exception
) -> Response:
    """Answer what the framework refuses: no such address, not with this method, a broken request."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404 and (page := lost(http)) is not None:
        return page
    code, title = TITLES.get(status, ("bad-request", "This request cannot be read"))
    response = respond(Problem.of(status, code, title))
    if status == 405:
        response.headers["allow"] = ", ".join(sorted(_methods_at(http)))
    return response


def _methods_at(http: HttpRequest) -> set[str]:
    """Give all methods of an address; the framework only knows those of the first route that fits."""
    fitting = (route for route in http.app.routes if route.matches(http.scope)[0] is not Match.NONE)
    return {method for route in fitting for method in getattr(route, "methods", None) or ()}
