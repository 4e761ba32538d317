"""Whatever a caller sends, as described or not: no route breaks, and every answer is one that OpenAPI declares."""

import asyncio
import secrets
from collections import Counter
from dataclasses import replace
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
"""Routes that end the caller's own session: they are asked in a session that nobody else has."""
AnyCase: TypeAlias = "Case[Any]"
Operation: TypeAlias = "APIOperation[Any, Any, Any, Any]"
QUICK, LONG = 1, 100
"""Requests to each route."""


class World:
    """A tenant with everything that a path can name, a neighbour, and a token for each kind of caller."""

    def __init__(self, suite: Suite, acme: Tenant, customer: Customer, record: str) -> None:
        self.suite, self._api_key = suite, acme.api_key
        self._tokens = {
            (prefix, elsewhere): lasting(suite, token, elsewhere=elsewhere)
            for prefix, token in (("/api", customer.token), ("/backoffice", acme.staff_token))
            for elsewhere in (False, True)
        }
        self.answers: Counter[int] = Counter()
        self._known = {"tenant": acme.name, "slug": "customers", "module": "invoices", "version": 1, "id": record}
        self._session = requests.Session()

    def token(self, operation: Operation) -> str:
        if operation.path.endswith("/events"):
            return self._api_key
        prefix = "/api" if operation.path.startswith("/api/") else "/backoffice"
        return self._tokens[prefix, operation.path.endswith(SIGNING_OUT)]

    def known(self, operation: Operation) -> dict[str, Any]:
        return {name: value for name, value in self._known.items() if f"{{{name}}}" in operation.path}

    def ask(self, operation: Operation, case: AnyCase) -> None:
        """Make one request; what is not as described raises and says how to make it again."""
        headers = {"Authorization": f"Bearer {self.token(operation)}"}
        response = case.call(self.suite.edge_url, session=self._session, headers=headers)
        self.answers[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    def close(self) -> None:
        self._session.close()


def cases(operation: Operation, world: World) -> st.SearchStrategy[AnyCase]:
    """What fits the description, with ids that are there and without, and what does not fit."""
    rubbish = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
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


def lasting(suite: Suite, token: str, *, elsewhere: bool = False) -> str:
    """The same token for an hour, since the long profile takes longer than five minutes; or one of another session."""
    environ = suite.settings
    verifier = TokenVerifier(environ["PORTICO_VERIFY_KEYS"], environ["PORTICO_OPERATOR_VERIFY_KEYS"])
    principal = verifier.verify(token)
    other = replace(principal, session=secrets.token_urlsafe(16), subject=secrets.token_urlsafe(16))
    return TokenSigner(environ["PORTICO_SIGNING_KEY"]).sign(other if elsewhere else principal, 3_600)


async def _everywhere(suite: Suite, http: Http, times: int) -> World:
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
    assert len(operations) > 50
    return world


def _is_no_shadow_fight(world: World) -> None:
    """Most requests got beyond the door, and some had their effect."""
    answers = world.answers
    assert answers[401] + answers[429] < answers.total() / 2, answers
    assert sum(count for status, count in answers.items() if status < 300) > answers.total() / 10, answers


async def test_no_route_breaks_or_answers_what_it_does_not_declare(suite: Suite, http: Http) -> None:
    _is_no_shadow_fight(await _everywhere(suite, http, QUICK))


@pytest.mark.slow
async def test_nor_does_any_at_length(suite: Suite, http: Http) -> None:
    _is_no_shadow_fight(await _everywhere(suite, http, LONG))
