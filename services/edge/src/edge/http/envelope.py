"""Around every response: request id, security headers, bounds on address and headers, a 500 that tells nothing."""

import re
from collections.abc import Sequence
from typing import Final

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.ids import new_id
from chassis.logs import get_logger
from contracts.problem import Problem
from edge.http.problems import respond

MAX_ADDRESS: Final = 4_096
"""Bytes of path and query together."""
MAX_HEADERS: Final = 16_384
"""Bytes of all header names and values together."""
CLOSED_CSP: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
HSTS: Final = "max-age=31536000; includeSubDomains"
DEFAULTS: Final = {
    "cache-control": "no-store",
    "content-security-policy": CLOSED_CSP,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""What a response gets that has not said otherwise itself."""
_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
logger = get_logger()


class Envelope:
    """The outermost layer, also around what the framework answers by itself."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._headers = {**DEFAULTS, "strict-transport-security": HSTS} if https else DEFAULTS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return  # no websockets here; uvicorn turns the silence into a refusal
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else new_id()
        scope.setdefault("state", {})["request_id"] = request_id
        started = False

        async def send_dressed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._dress(MutableHeaders(scope=message), request_id)
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await (_refused(scope) or self._app)(scope, receive, send_dressed)
            except Exception as error:
                logger.exception("http.crashed", error=type(error).__name__)
                if not started:
                    await _CRASHED(scope, receive, send_dressed)

    def _dress(self, headers: MutableHeaders, request_id: str) -> None:
        headers["x-request-id"] = request_id
        for name, value in self._headers.items():
            headers.setdefault(name, value)


_CRASHED: Final = respond(
    Problem.of(500, "internal", "Something went wrong", "The operators can find it by the request id.")
)


def _refused(scope: Scope) -> ASGIApp | None:
    """Give the refusal of a request that is too long to be looked at."""
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_ADDRESS:
        return respond(Problem.of(414, "address-too-long", "The address is too long"))
    pairs: Sequence[tuple[bytes, bytes]] = scope["headers"]
    if sum(len(name) + len(value) for name, value in pairs) > MAX_HEADERS:
        return respond(Problem.of(431, "headers-too-large", "The headers are too large"))
    return None
