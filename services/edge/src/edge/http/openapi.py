"""The API's description, OpenAPI 3.1: FastAPI writes it from the table, we add what it does not know."""

from typing import Any, Final

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from contracts.envelope import CloudEvent
from contracts.problem import Problem
from contracts.reference.glossary import meaning_of
from edge.http import published
from edge.http.body import JSON
from edge.http.described import answer_example, answer_type
from edge.http.table import TABLE

VERSION: Final = "1"
INTRODUCTION: Final = """\
`/api/v1` is for customers and their programs, `/backoffice/v1` for backoffice systems and staff.

JSON in and out, snake_case. Errors are `application/problem+json` (RFC 9457) with a stable `code`, and `errors` naming
each wrong place by JSON pointer. What may not be seen answers 404. Unsafe methods take an `Idempotency-Key`, but for
those that answer credentials. Lists answer `items` and `next_cursor`.
"""
BEARER: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": "An access token of `/auth/login` (5 minutes), or an API key of a backoffice system",
}
_EXTRA: Final[tuple[type[BaseModel], ...]] = (Problem, CloudEvent)


def describe(app: FastAPI) -> dict[str, Any]:
    """Give the whole document."""
    document = app.openapi()
    _show_answers(document["paths"])
    components = document.setdefault("components", {})
    components["securitySchemes"] = {"bearer": BEARER}
    _, extra = models_json_schema(
        [(model, "validation") for model in _EXTRA], ref_template="#/components/schemas/{model}"
    )
    schemas = {**components.get("schemas", {}), **extra["$defs"]}
    components["schemas"] = {name: _with_meaning(schema) for name, schema in sorted(schemas.items())}
    # Over HTTP the key says whose event it is.
    components["schemas"]["CloudEvent"]["required"].remove("tenantid")
    components["schemas"]["Problem"]["examples"] = [published.examples()["problem"]]
    return document


def _show_answers(paths: dict[str, Any]) -> None:
    """Put in an example of each answer. FastAPI would leave out what is null in it."""
    for route in TABLE:
        if answer_type(route) is not None:
            answer = paths[route.path][route.method.lower()]["responses"][str(int(route.success))]
            answer["content"][JSON]["example"] = answer_example(route)


def _with_meaning(schema: dict[str, Any]) -> dict[str, Any]:
    """Say of each field what it means, where nothing is said of it yet."""
    model = str(schema.get("title", "")).removesuffix("Body")
    for name, field in schema.get("properties", {}).items():
        if meaning := meaning_of(model, name):
            field.setdefault("description", meaning)
    return schema
