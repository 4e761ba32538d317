"""The description is complete: every route, every refusal, who may, and nothing that points nowhere."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from contracts.message import Nothing, Who
from edge.http.publishing import PublishEvents
from edge.http.route import Route
from edge.http.table import TABLE
from repository.tree import room, services
from stack.knocking import Knocker


@pytest.fixture(scope="session")
async def described(_edge: Knocker) -> dict[str, Any]:
    answer = await _edge.ask("GET", "/api/openapi.json")
    assert answer.status == 200
    document: dict[str, Any] = answer.json
    return document


def _operation(described: dict[str, Any], route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = described["paths"][route.path][route.method.lower()]
    return operation


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (node["$ref"],) if isinstance(node.get("$ref"), str) else ()
        for inner in node.values():
            yield from _references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _references(inner)


def test_it_is_openapi_3_1_with_every_route_and_no_other(described: dict[str, Any]) -> None:
    found = {(method.upper(), path) for path, ways in described["paths"].items() for method in ways}

    assert described["openapi"].startswith("3.1")
    assert found == {(route.method, route.path) for route in TABLE}


def test_the_specification_itself_finds_no_fault(described: dict[str, Any]) -> None:
    assert not [error.message for error in OpenAPIV31SpecValidator(described).iter_errors()]


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    known = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}

    assert set(_references(described)) <= known


def test_every_operation_has_a_name_of_its_own_and_says_what_it_does(described: dict[str, Any]) -> None:
    operations = [_operation(described, route) for route in TABLE]

    assert len({operation["operationId"] for operation in operations}) == len(TABLE)
    assert all(operation["summary"] and operation["description"] for operation in operations)


@pytest.mark.parametrize("route", TABLE, ids=lambda route: f"{route.method} {route.path}")
def test_every_refusal_is_described_as_a_problem(described: dict[str, Any], route: Route) -> None:
    responses = _operation(described, route)["responses"]
    expected = {"401", "404", "414", "422", "429", "431", "500", "503"}
    expected |= {"412"} if route.if_match else set()
    expected |= {"428"} if route.if_match and not route.match_optional else set()
    expected |= {"413", "415"} if route.method in ("POST", "PUT", "PATCH") else set()
    expected |= {"410"} if "token" in route.request.model_fields else set()
    expected |= {"412"} if "expected_revision" in route.request.model_fields else set()

    assert expected <= responses.keys()
    for status, response in responses.items():
        if int(status) >= 400:
            assert response["content"]["application/problem+json"]["schema"]["$ref"].endswith("/Problem")
    assert "HTTPValidationError" not in json.dumps(responses)


@pytest.mark.parametrize("route", TABLE, ids=lambda route: f"{route.method} {route.path}")
def test_success_is_described_as_it_is_answered(described: dict[str, Any], route: Route) -> None:
    success = _operation(described, route)["responses"][str(int(route.success))]

    assert ("content" in success) == (route.request.ANSWER is not Nothing or bool(route.media))
    assert ("ETag" in success["headers"]) == bool(route.etag)


@pytest.mark.parametrize("route", TABLE, ids=lambda route: f"{route.method} {route.path}")
def test_who_needs_a_token_is_described(described: dict[str, Any], route: Route) -> None:
    needs = _operation(described, route)["security"]

    if route.who == {Who.ANYONE}:
        assert needs == []
    else:
        assert {"bearer": []} in needs
        assert ({} in needs) == (Who.ANYONE in route.who)


@pytest.mark.parametrize("route", TABLE, ids=lambda route: f"{route.method} {route.path}")
def test_every_body_and_answer_has_an_example_that_fits_its_schema(described: dict[str, Any], route: Route) -> None:
    operation = _operation(described, route)
    contents = [operation.get("requestBody", {}), operation["responses"][str(int(route.success))]]
    media = [one for content in contents for one in content.get("content", {}).values()]

    for one in media:
        example = one["example"] if "example" in one else one["examples"]["example"]["value"]
        Draft202012Validator({**one["schema"], "components": described["components"]}).validate(example)


def test_every_parameter_says_what_it_is(described: dict[str, Any]) -> None:
    parameters = [one for route in TABLE for one in _operation(described, route).get("parameters", [])]

    assert parameters
    assert not [one["name"] for one in parameters if not one.get("description")]


@pytest.mark.parametrize("service", services())
def test_every_status_that_a_service_refuses_with_is_described(described: dict[str, Any], service: str) -> None:
    owned = [route for route in TABLE if service == "edge" or _owner(route) == service]
    answered = {int(status) for route in owned for status in _operation(described, route)["responses"]}

    assert _refused(service) <= answered or not owned


def _owner(route: Route) -> str:
    return "edge" if route.request is PublishEvents else route.request.owner().replace("-", "_")


def _refused(service: str) -> set[int]:
    things = [thing for module in room(service, "domain") for thing in vars(module).values()]
    refusals = [thing for thing in things if isinstance(thing, type) and issubclass(thing, Exception)]
    return {int(refusal.__dict__["status"]) for refusal in refusals if "status" in refusal.__dict__}


def test_bodies_take_no_unknown_fields(described: dict[str, Any]) -> None:
    login = described["paths"]["/api/v1/auth/login"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    schema = described["components"]["schemas"][login["$ref"].rpartition("/")[2]]

    assert schema["additionalProperties"] is False


async def test_the_browser_of_the_description_asks_nobody_else(edge: Knocker) -> None:
    page = await edge.ask("GET", "/api/docs")

    assert page.status == 200
    assert "script-src 'self'; style-src 'self';" in page.headers["content-security-policy"]
    assert "http://" not in page.text
    assert "https://" not in page.text
    for asset in ("swagger-ui-bundle.js", "swagger-ui.css", "start.js"):
        assert (await edge.ask("GET", f"/api/docs/{asset}")).status == 200


async def test_what_never_changes_is_sent_once(edge: Knocker) -> None:
    first = await edge.ask("GET", "/api/openapi.json")
    again = await edge.ask("GET", "/api/openapi.json", if_none_match=first.headers["etag"])

    assert (again.status, again.text) == (304, "")


async def test_public_keys_are_public_halves_only(edge: Knocker) -> None:
    keys = (await edge.ask("GET", "/.well-known/jwks.json")).json["keys"]

    assert keys
    assert all("d" not in key for key in keys)
