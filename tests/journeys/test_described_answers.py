"""Whatever a caller sends, as described or not: no route breaks, and every answer is one that OpenAPI declares."""

import asyncio
from typing import Any, TypeAlias

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from actors import Customer, Http, Tenant, invited_customer, new_tenant, record_event
from actors.backoffice import backoffice_of
from chassis.tokens import TokenSigner, TokenVerifier
from stack.fixtures import Suite

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SIGNING_OUT = ("/auth/logout", "/me/sessions", "/auth/password/change", "/auth/refresh")
"""Routes that end the caller's own session where they do what they are asked: they get rubbish only."""
AnyCase: TypeAlias = "Case[Any]"
Operation: TypeAlias = "APIOperation[Any, Any, Any, Any]"
QUICK, LONG = 4, 200
"""Requests to each route."""


class World:
    """A tenant with everything that a path can name, a neighbour, and a token for each kind of caller."""

    def __init__(self, suite: Suite, acme: Tenant, customer: Customer, record: str) -> None:
        self.suite, self._api_key = suite, acme.api_key
        self._user, self._staff = lasting(suite, customer.token), lasting(suite, acme.staff_token)
        self._known = {"tenant": acme.name, "slug": "customers", "module": "invoices", "version": 1, "id": record}
        self._session = requests.Session()

    def token(self, operation: Operation) -> str:
        if operation.path.startswith("/api/"):
            return self._user
        return self._api_key if operation.path.endswith("/events") else self._staff

    def known(self, operation: Operation) -> dict[str, Any]:
        return {name: value for name, value in self._known.items() if f"{{{name}}}" in operation.path}

    def ask(self, operation: Operation, case: AnyCase) -> None:
        """Make one request; what is not as described raises and says how to make it again."""
        headers = {"Authorization": f"Bearer {self.token(operation)}"}
        response = case.call(self.suite.edge_url, session=self._session, headers=headers)
        case.validate_response(response, checks=CHECKS)

    def close(self) -> None:
        self._session.close()


def cases(operation: Operation, world: World) -> st.SearchStrategy[AnyCase]:
    """What fits the description, with ids that are there and without, and what does not fit."""
    rubbish = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    if operation.path.endswith(SIGNING_OUT):
        return rubbish
    fitting = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    if not (known := world.known(operation)):
        return st.one_of(fitting, rubbish)
    there = operation.as_strategy(generation_mode=GenerationMode.POSITIVE, path_parameters=known)
    return st.one_of(there, fitting, rubbish)


def knock(operation: Operation, world: World, times: int) -> None:
    """Ask one route so many times."""

    @settings(
        max_examples=times, deadline=None, database=None, derandomize=times == QUICK, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=cases(operation, world))
    def every_answer_is_declared(case: AnyCase) -> None:
        world.ask(operation, case)

    every_answer_is_declared()


def lasting(suite: Suite, token: str) -> str:
    """The same token for an hour: the long profile takes longer than five minutes."""
    environ = suite.settings
    verifier = TokenVerifier(environ["PORTICO_VERIFY_KEYS"], environ["PORTICO_OPERATOR_VERIFY_KEYS"])
    return TokenSigner(environ["PORTICO_SIGNING_KEY"]).sign(verifier.verify(token), 3_600)


async def _everywhere(suite: Suite, http: Http, times: int) -> int:
    acme, _globex = await new_tenant(http, suite.environ), await new_tenant(http, suite.environ)
    customer = await invited_customer(acme)
    async with backoffice_of(acme.name, acme.amqp_url) as backoffice:
        await backoffice.publish(record_event(acme.name, "INV-1", 1))
    [record] = await customer.sees(1)
    world = World(suite, acme, customer, record["id"])
    description = (await http.get("/api/openapi.json")).body
    found = schemathesis.openapi.from_dict(description).get_all_operations()
    operations = [one.ok() for one in found if isinstance(one, Ok)]
    try:
        for operation in operations:
            await asyncio.to_thread(knock, operation, world, times)
    finally:
        world.close()
    return len(operations)


async def test_no_route_breaks_or_answers_what_it_does_not_declare(suite: Suite, http: Http) -> None:
    assert await _everywhere(suite, http, QUICK) > 50


@pytest.mark.slow
async def test_nor_does_any_at_length(suite: Suite, http: Http) -> None:
    assert await _everywhere(suite, http, LONG) > 50
