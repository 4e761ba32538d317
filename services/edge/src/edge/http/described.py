"""What FastAPI needs to describe a route in OpenAPI: a signature made from its shape, and every answer it may give."""

import inspect
import re
from functools import partial
from typing import Annotated, Any, Final

from fastapi import Body, Header, Path, Query
from pydantic.fields import FieldInfo

from contracts.backoffice.receipt import EventsTaken
from contracts.message import Message, Nothing, Request, Who
from contracts.notifications.feed import ShowFeed
from contracts.reference.glossary import meaning_of
from edge.http import published
from edge.http.body import JSON
from edge.http.examples import EXAMPLES
from edge.http.problems import PROBLEM
from edge.http.publishing import PublishEvents
from edge.http.route import Route
from edge.http.shape import BODILESS, Shape, closed_model, declared

REFUSALS: Final = {
    401: "No token, or one that does not hold any more",
    403: "Not for this caller: the kind of caller, the role, the scope or a read-only token",
    404: "There is nothing here, or nothing that this caller may see",
    408: "The body did not arrive in time",
    409: "In conflict with what is there, or with a call under the same Idempotency-Key that still runs",
    410: "It was here once: expired, used or withdrawn",
    412: "Somebody else was faster: read again",
    413: "The body is over the limit",
    414: "The address is longer than 4 KiB",
    415: "The body is of the wrong media type",
    422: "The input is not valid; `errors` names each place",
    428: "If-Match is missing",
    429: "Too many requests, see Retry-After",
    431: "The headers are longer than 16 KiB",
    500: "Something went wrong; the operators can find it by the X-Request-Id",
    503: "Overloaded or away, see Retry-After",
    504: "The service did not answer in time",
}
ANYWHERE: Final = frozenset({401, 404, 414, 422, 429, 431, 500, 503})
"""What any route may answer: the door refuses so before it knows what is asked. A bad token is 401 anywhere."""
FILES: Final = {"text/csv": '"Number","Title","Total"\r\n"INV-2026-0042","Roof, east side",121.00\r\n'}
"""Examples of those kinds of file that people can read."""
SECURITY: Final[list[dict[str, list[str]]]] = [{"bearer": []}]
_PROBLEM_SCHEMA: Final = {"$ref": "#/components/schemas/Problem"}
_WORDS: Final = re.compile(r"(?<!^)(?=[A-Z])")


def signature(route: Route, shape: Shape) -> inspect.Signature:
    """Write the signature that FastAPI would read the request by, had we not our own order of checks."""
    means = partial(meaning_of, route.request.__name__)
    parameters = [
        *(_parameter(name, Path(description=means(name)), field) for name, field in shape.path.items()),
        *(
            _parameter(name, Query(description=means(name) or field.description), field)
            for name, field in shape.query.items()
            if name not in shape.folded.names
        ),
    ]
    if route.if_match:
        said = Header(description="The ETag that was read")
        one = (Annotated[str | None, said], None) if route.match_optional else (Annotated[str, said],)
        parameters.append(_keyword("if_match", *one))
    if route.effect == "write" and not route.request.CREDENTIALS and route.request is not PublishEvents:
        text = "The same key and body give the same answer for 24 h"
        kind = Annotated[str | None, Header(max_length=200, description=text)]
        parameters.append(_keyword("idempotency_key", kind, None))
    if shape.body:
        parameters.append(_keyword("body", _body(route, shape)))
    return inspect.Signature(parameters)


def _keyword(name: str, kind: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:  # noqa: ANN401
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)


def _parameter(name: str, place: FieldInfo, field: FieldInfo) -> inspect.Parameter:
    default = inspect.Parameter.empty if field.is_required() else field.get_default()
    return _keyword(name, Annotated[declared(field), place], default)


def _body(route: Route, shape: Shape) -> Any:  # noqa: ANN401  a type expression
    example = body_example(route, shape)
    body = Body(openapi_examples={"example": {"value": example}} if example is not None else None)
    if route.body:
        return Annotated[declared(shape.body[route.body]), body]
    name = route.request.__name__ + ("Body" if shape.path else "")
    return Annotated[closed_model(name, shape.body), body]


def body_example(route: Route, shape: Shape) -> Any:  # noqa: ANN401  any JSON
    """Give an example of the body: our own, or what of the contract's example is said in the body here."""
    if (ours := EXAMPLES.get(route.request)) is not None:
        return ours
    told = published.examples().get(route.request.NAME, {})
    return told.get(route.body) if route.body else {name: value for name, value in told.items() if name in shape.body}


def answer_example(route: Route) -> Any:  # noqa: ANN401  any JSON
    """Give an example of the whole answer, as the contract has it."""
    if route.request is PublishEvents:
        return EventsTaken(accepted=1).model_dump(mode="json")
    kind: type[Message] = route.request.ANSWER
    told = published.examples().get(f"{route.request.NAME}.answer")
    answer = kind.model_validate(told).model_dump(mode="json") if told else {}
    return answer.get(route.answer) if route.answer else answer


def answer_type(route: Route) -> Any:  # noqa: ANN401  a type expression
    """Give the type of the whole answer, or None where there is no body."""
    kind: type[Message] = route.request.ANSWER
    if kind is Nothing:
        return None
    return declared(kind.model_fields[route.answer]) if route.answer else kind


def responses(route: Route, shape: Shape) -> dict[int | str, dict[str, Any]]:
    """Give every answer but the body of success."""
    refusals = {
        status: {"description": REFUSALS[status], "content": {PROBLEM: {"schema": _PROBLEM_SCHEMA}}}
        for status in _statuses(route, shape)
    }
    headers: dict[str, Any] = {
        "RateLimit": _text("What is left of the quota"),
        "X-Request-Id": _text("Find it by this"),
    }
    if route.etag:
        headers["ETag"] = _text("The revision, for If-Match and If-None-Match")
    if route.fresh:
        headers["Fresh-As-Of"] = _text("When the backoffice behind it last spoke, RFC 3339")
    success: dict[int | str, dict[str, Any]] = {route.success: {"description": "Done", "headers": headers}}
    if route.media:
        success[route.success]["content"] = {
            kind: {"schema": {"type": "string"}, "example": FILES.get(kind, "…")} for kind in route.media
        }
    if route.etag and route.method == "GET":
        success[304] = {"description": "The reader has this revision already"}
    return {**success, **dict(sorted(refusals.items()))}


def _text(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}}


def _statuses(route: Route, shape: Shape) -> set[int]:
    statuses = set(ANYWHERE)
    if route.request is not PublishEvents:
        statuses.add(504)
    if Who.ANYONE not in route.who or route.effect == "write":
        statuses.add(403)
    if "token" in {*shape.path, *shape.body} or route.request is ShowFeed:
        statuses |= {410}
    if route.effect == "write":
        statuses |= {409}
    if route.method not in BODILESS:
        statuses |= {408, 413, 415}
    if route.if_match:
        statuses |= {412} if route.match_optional else {412, 428}
    if "expected_revision" in shape.body:
        statuses |= {412}
    return statuses


def operation(route: Route) -> dict[str, Any]:
    """Give what stands beside an operation: who may, how they show it, and parameters that are no plain values."""
    folded = Shape(route).folded.described(partial(meaning_of, route.request.__name__))
    parameters = {"parameters": folded} if folded else {}
    if route.who == {Who.ANYONE}:
        return {"security": [], **parameters}
    return {"security": [{}, *SECURITY] if Who.ANYONE in route.who else SECURITY, **parameters}


def operation_id(request: type[Request[Any]], route: Route) -> str:
    """Name an operation after what it asks for; the backoffice's own doors to the same are told apart."""
    name = _WORDS.sub("_", request.__name__).lower()
    return f"backoffice_{name}" if route.path.startswith("/backoffice") else name


def title(request: type[Request[Any]]) -> tuple[str, str]:
    """Give summary and description: the first line of the contract's words, and all of them with who may."""
    words = inspect.cleandoc(request.__doc__ or "")
    callers = [who.value for who in sorted(request.WHO)]
    roles = f" Staff roles: {', '.join(sorted(request.ROLES))}." if request.ROLES else ""
    scope = f" API keys need the scope `{request.SCOPE}`." if request.SCOPE else ""
    summary = words.split("\n", 1)[0].split(". ")[0].rstrip(".")
    return summary, f"{words}\n\nFor: {', '.join(callers)}.{roles}{scope}"


def events_operation() -> dict[str, Any]:
    """Describe the body and the parameter of the route of events, which come from no request type."""
    one = {"$ref": "#/components/schemas/CloudEvent"}
    batch = {"type": "array", "items": one, "maxItems": 500}
    example: dict[str, Any] = {"example": EXAMPLES[PublishEvents]}
    content = {
        JSON: {"schema": {"anyOf": [one, batch]}, **example},
        "application/cloudevents+json": {"schema": one, **example},
        "application/cloudevents-batch+json": {"schema": batch, "example": [EXAMPLES[PublishEvents]]},
    }
    backfill = {
        "name": "backfill", "in": "query", "required": False,
        "description": "History: taken in when there is nothing live to take in, and never notifies",
        "schema": {"type": "boolean", "default": False},
    }  # fmt: skip
    return {"requestBody": {"required": True, "content": content}, "parameters": [backfill]}
