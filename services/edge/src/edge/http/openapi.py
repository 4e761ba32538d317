"""The API's description, OpenAPI 3.1: FastAPI writes it from the table, we add what it does not know."""

from typing import Any, Final

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from contracts.envelope import CloudEvent
from contracts.problem import Problem

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
    components = document.setdefault("components", {})
    components["securitySchemes"] = {"bearer": BEARER}
    _, extra = models_json_schema(
        [(model, "validation") for model in _EXTRA], ref_template="#/components/schemas/{model}"
    )
    schemas = {**components.get("schemas", {}), **extra["$defs"]}
    components["schemas"] = dict(sorted(schemas.items()))
    return document
