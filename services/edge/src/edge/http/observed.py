"""Around everything: a span and a measured duration for each request, in the trace that the caller names (W3C).

The address itself is never told, only its template: addresses hold ids, and those of mailed links hold tokens.
"""

import time
from typing import Final, get_args

from opentelemetry.trace import SpanKind
from starlette.datastructures import Headers
from starlette.requests import Request as HttpRequest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.instruments import OTHER, STATUSES, Histogram, status_class
from chassis.tracing import HEADER, span
from edge.http.page_table import ALL_PAGES, Page
from edge.http.route import Method, Route
from edge.http.stream_route import EVENT_STREAM
from edge.http.table import TABLE

METHODS: Final = frozenset(get_args(Method))
UNSEEN: Final = frozenset({"/livez", "/healthz", "/readyz"})
"""Asked every few seconds by whoever runs us: no request of anybody's."""
REQUESTS: Final = Histogram(
    "portico.http.duration",
    "Requests at the public door, and how long they took, by the template of their address",
    labels={
        "method": METHODS,
        "route": dict.fromkeys(door.path for door in (*TABLE, *ALL_PAGES)),
        "status": STATUSES,
    },
)


class Observed:
    """The outermost layer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"] in UNSEEN:
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500
        took: float | None = None

        async def send_noted(message: Message) -> None:
            nonlocal status, took
            if message["type"] == "http.response.start":
                status = message["status"]
                if Headers(raw=message["headers"]).get("content-type", "").startswith(EVENT_STREAM):
                    took = time.perf_counter() - began  # how long it stays open is its reader's affair
            await send(message)

        method = scope["method"] if scope["method"] in METHODS else OTHER
        with span(method, SpanKind.SERVER, parent=Headers(scope=scope).get(HEADER, "")) as step:
            try:
                await self._app(scope, receive, send_noted)
            finally:
                route = scope.get("state", {}).get("route", OTHER)
                step.rename(f"{method} {route}")
                step.tell("http.request.method", method)
                step.tell("http.route", route)
                step.tell("http.response.status_code", status)
                if status >= 500:
                    step.fail(str(status))
        REQUESTS.record(
            time.perf_counter() - began if took is None else took,
            method=method,
            route=route,
            status=status_class(status),
        )


def note_route(http: HttpRequest, route: Route | Page) -> None:
    """Tell which door a request came to."""
    http.state.route = route.path
