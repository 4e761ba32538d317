"""One route: from an HTTP request to a call on the bus and back. The same code for every line of the table."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic_core import from_json, to_json
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from chassis.tracing import TENANT, carried, tell
from contracts.message import Effect, Nothing
from contracts.problem import Problem
from edge.domain.agent import agent_of
from edge.domain.conditional import entity_tag, expected_revision, is_known
from edge.domain.rate import Allowance
from edge.domain.refusal import TooManyRequests
from edge.http.body import read_body
from edge.http.observed import note_route
from edge.http.problems import AnsweredProblemError, log_refusal, problem_for, respond
from edge.http.reception import Admitted, Reception
from edge.http.route import First, Route
from edge.http.shape import Shape, wrong
from edge.ports import Answered, Caller

JSON: Final = "application/json"
_IDEMPOTENCY_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")
DEVICE_LETTERS: Final = 32
FRESH: Final = "fresh-as-of"
"""When the backoffice behind an answer last spoke."""


class Door:
    """Answers one route."""

    def __init__(self, route: Route, reception: Reception, caller: Caller) -> None:
        self.route, self.shape = route, Shape(route)
        self._reception, self._caller = reception, caller
        self._first = Before(route, route.first, caller) if route.first is not None else None

    async def answer(self, http: HttpRequest) -> Response:
        """Answer, whatever happens: a refusal is problem+json."""
        note_route(http, self.route)
        try:
            with self._reception.crowd_of(self.route).enter():
                admitted = await self._reception.admit(self.route, http)
                tell(TENANT, admitted.who.tenant)
                response = await self.perform(http, admitted)
            tell_quota(response, admitted.allowance)
        except Exception as error:  # noqa: BLE001  whatever it is, the caller gets a Problem
            return refuse(error, self.route)
        return response

    async def perform(self, http: HttpRequest, admitted: Admitted) -> Response:
        """Make the call of somebody who may."""
        filled = self._said_in_headers(http)
        _, body = await read_body(http, self.route.size)
        if self._first is not None:
            filled |= await self._first.fill(http, admitted, self.shape.said(body))
        text = self.shape.assemble(http.path_params, query_of(http), body, filled)
        return self._success(await ask(self._caller, self.route, self.shape, text, http, admitted), http)

    def _said_in_headers(self, http: HttpRequest) -> dict[str, Any]:
        if_match = http.headers.get("if-match")
        if not self.route.if_match or (self.route.match_optional and if_match is None):
            return {}
        return {self.route.if_match: expected_revision(if_match)}

    def _success(self, answer: Answered, http: HttpRequest) -> Response:
        route = self.route
        if route.request.ANSWER is Nothing:
            return Response(status_code=route.success)
        if not route.etag:
            return Response(answer.body, route.success, media_type=JSON)
        full: dict[str, Any] = from_json(answer.body)
        tag = entity_tag(full[route.etag])
        headers = {"etag": tag}
        if route.fresh and full.get(route.fresh) is not None:
            headers[FRESH] = full[route.fresh]
        if route.method == "GET" and is_known(http.headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=headers)
        body = to_json(full[route.answer]) if route.answer else answer.body
        return Response(body, route.success, headers, media_type=JSON)


class Before:
    """Asks another service for what a route's request needs, as the caller and with the same path."""

    def __init__(self, route: Route, first: First, caller: Caller) -> None:
        effect = first.request.EFFECT
        self._route = Route("GET", route.path, first.request, route.who, effect, route.rate, first=first.first)
        self._shape, self._it, self._caller = Shape(self._route), first, caller
        self._first = Before(route, first.first, caller) if first.first is not None else None

    async def fill(self, http: HttpRequest, admitted: Admitted, said: Mapping[str, Any]) -> dict[str, Any]:
        """Give what it fills; `said` is the body. Raises AnsweredProblemError for whatever that service refuses."""
        filled = {name: said[name] for name in self._it.takes if name in said}
        if self._first is not None:
            filled |= await self._first.fill(http, admitted, said)
        text = self._shape.assemble(http.path_params, {}, b"", filled)
        answer = await ask(self._caller, self._route, self._shape, text, http, admitted)
        full: dict[str, Any] = from_json(answer.body)
        return {field: full[source] for field, source in self._it.fills.items()}


async def ask(
    caller: Caller, route: Route, shape: Shape, text: bytes, http: HttpRequest, admitted: Admitted
) -> Answered:
    """Make a route's call. Raises AnsweredProblemError where it is refused."""
    answer = await caller.send(route.request, text, call_headers(http, route.effect, admitted))
    if answer.status >= 400:
        problem = Problem.model_validate_json(answer.body)
        raise AnsweredProblemError(problem.model_copy(update={"errors": shape.pointed(problem.errors)}))
    return answer


def refuse(error: Exception, route: Route) -> Response:
    """Answer an error of a route, and leave a trace of it."""
    problem = problem_for(error)
    log_refusal(problem, f"{route.method} {route.path}", error)
    response = respond(problem, below=f"/{route.body}" if route.body else "")
    if isinstance(error, TooManyRequests):
        tell_quota(response, error.allowance)
    return response


def query_of(http: HttpRequest) -> dict[str, str]:
    """Give the query's parameters. Raises AnsweredProblemError (422) when one comes twice: which would count?"""
    query: dict[str, str] = {}
    for name, value in http.query_params.multi_items():
        if name in query:
            raise wrong("/" + name[:100], "duplicate", "This parameter is given more than once")
        query[name] = value
    return query


def call_headers(http: HttpRequest, effect: Effect, admitted: Admitted) -> dict[str, str]:
    """Give what travels beside a call: the caller's token, and how to find the call again."""
    headers = {
        "x-request-id": http.state.request_id,
        "x-device": device_of(http),
        "x-agent": agent_of(http.headers.get("user-agent", "")),
        "x-network": admitted.network,
    }
    if admitted.token:
        headers |= {"authorization": f"Bearer {admitted.token}", "tenant": admitted.who.tenant}
    headers = carried(headers)
    key = http.headers.get("idempotency-key")
    if key is not None and effect == "write":
        if not _IDEMPOTENCY_KEY.fullmatch(key):
            raise wrong("/Idempotency-Key", "string_pattern_mismatch", "At most 200 printable ASCII characters")
        headers["idempotency-key"] = key
    return headers


def device_of(http: HttpRequest) -> str:
    """Give a hash of what somebody calls from: it tells a lost answer from a stolen token."""
    return hashlib.sha256(http.headers.get("user-agent", "").encode()).hexdigest()[:DEVICE_LETTERS]


def tell_quota(response: Response, allowance: Allowance | None) -> None:
    """Say what is left (draft-ietf-httpapi-ratelimit-headers)."""
    if allowance is None:
        return
    quota = allowance.quota
    response.headers["ratelimit-policy"] = f'"{quota.name}";q={quota.limit};w={quota.window:.0f}'
    response.headers["ratelimit"] = f'"{quota.name}";r={allowance.remaining};t={allowance.reset}'
