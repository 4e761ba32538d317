"""Names and shapes of messages: what they are called, where personal data sits, and that everything is bounded."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from contracts.catalogue import CONSUMERS, SERVICES, backoffice_events, events, requests
from contracts.generate import schemas
from contracts.message import EVERY_SERVICE, Event, Message, Request, Who

REQUEST = re.compile(r"[a-z-]+\.[a-z]+(-[a-z]+)+\.v[1-9][0-9]*")
EVENT = re.compile(r"[a-z-]+(\.[a-z-]+)?\.[a-z-]+(ed|wn|nt)\.v[1-9][0-9]*|backoffice\.heartbeat\.v1")
PERSONAL = {"email", "emails", "name", "phone", "address", "inviter", "ip", "user_agent", "birthday", "signature"}
OF_THINGS = {"portal-config.tenant.changed.v1"}
"""Events whose `name` is that of a business."""
ROLES = {"owner", "designer", "support", "finance", "auditor"}
LONGEST_DEADLINE = 30.0


@pytest.mark.parametrize("name", requests())
def test_a_request_is_named_service_verb_noun(name: str) -> None:
    assert REQUEST.fullmatch(name)
    assert requests()[name].owner() in SERVICES


@pytest.mark.parametrize("name", events())
def test_an_event_is_named_service_noun_past_tense(name: str) -> None:
    assert EVENT.fullmatch(name)
    assert events()[name].producer() in {*SERVICES, "backoffice", EVERY_SERVICE}


@pytest.mark.parametrize("message", [*requests().values(), *events().values()], ids=lambda message: message.NAME)
def test_a_message_says_what_it_is(message: type[Message]) -> None:
    assert message.__doc__
    assert message.__doc__.strip().endswith(".") or "\n" in message.__doc__


@pytest.mark.parametrize("request_type", requests().values(), ids=lambda request: request.NAME)
def test_a_request_says_who_may(request_type: type[Request[Any]]) -> None:
    assert request_type.WHO
    assert request_type.ROLES <= ROLES
    assert bool(request_type.ROLES) == (Who.STAFF in request_type.WHO) or Who.USER in request_type.WHO
    assert bool(request_type.SCOPE) == (Who.SYSTEM in request_type.WHO)
    assert 0 < request_type.DEADLINE <= LONGEST_DEADLINE


def _said_between_services() -> list[type[Event]]:
    return [event for name, event in events().items() if name not in backoffice_events()]


@pytest.mark.parametrize("event", _said_between_services(), ids=lambda event: event.NAME)
def test_personal_data_sits_apart(event: type[Event]) -> None:
    found = {place for place, _ in _places(event.model_json_schema()) if place[-1] in PERSONAL}
    astray = {place for place in found if "person" not in place[:-1]}
    assert not astray or event.NAME in OF_THINGS


@pytest.mark.parametrize("consumer", CONSUMERS, ids=lambda consumer: consumer.queue)
def test_a_consumer_names_services_and_events_that_exist(consumer: Any) -> None:
    assert consumer.service in SERVICES
    assert consumer.events
    assert all(events()[event.NAME] is event for event in consumer.events)


def test_no_two_consumers_share_a_queue() -> None:
    queues = [consumer.queue for consumer in CONSUMERS]
    assert len(queues) == len(set(queues))


FROM_OUTSIDE: list[type[Message]] = [*requests().values(), *backoffice_events().values()]


@pytest.mark.parametrize("message", FROM_OUTSIDE, ids=lambda message: message.NAME)
def test_everything_that_comes_from_outside_is_bounded(message: type[Message]) -> None:
    boundless = [
        "/".join(place)
        for place, node in _places(message.model_json_schema())
        if (node.get("type") == "string" and not node.keys() & {"maxLength", "pattern", "enum", "const", "format"})
        or (node.get("type") == "array" and "maxItems" not in node)
        or (node.get("type") == "object" and "additionalProperties" in node and "maxProperties" not in node)
    ]
    assert not boundless


@pytest.mark.parametrize("name", schemas())
def test_readers_ignore_what_they_do_not_know(name: str) -> None:
    assert '"additionalProperties": false' not in schemas()[name]


@pytest.mark.parametrize("message", [*requests().values(), *events().values()], ids=lambda message: message.NAME)
def test_a_message_is_frozen(message: type[Message]) -> None:
    assert message.model_config["frozen"]
    assert message.model_config["extra"] == "ignore"


def _places(schema: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Every value in a schema: its place by field names, and its node."""
    definitions = schema.get("$defs", {})

    def walk(node: Mapping[str, Any], place: tuple[str, ...], seen: frozenset[str]) -> Iterator[Any]:
        if "$ref" in node:
            name = str(node["$ref"]).rsplit("/", 1)[-1]
            if name not in seen:
                yield from walk(definitions[name], place, seen | {name})
            return
        if place:
            yield place, node
        for name, inner in node.get("properties", {}).items():
            yield from walk(inner, (*place, name), seen)
        for branch in (
            *node.get("anyOf", ()),
            *(node[key] for key in ("items", "additionalProperties") if key in node),
        ):
            if isinstance(branch, Mapping):
                yield from walk(branch, place or ("*",), seen)

    yield from walk(schema, (), frozenset())
