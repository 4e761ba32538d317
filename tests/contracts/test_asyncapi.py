"""The suite's AsyncAPI document: it is 3.0, complete, leads nowhere wrong, and says what the broker is really told."""

import json
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from contracts.asyncapi.document import build
from contracts.catalogue import CONSUMERS, FOLLOWERS, SERVICES, backoffice_events, events, requests
from contracts.generate import examples
from contracts.message import Who
from contracts.topology import BACKOFFICE_IN, BACKOFFICE_OUT, BROADCAST, EVENTS, followed
from contracts.topology import build as build_topology

with warnings.catch_warnings():
    warnings.simplefilter("ignore", UserWarning)  # two of its models have a field `schema`
    from asyncapi3.models import AsyncAPI3  # type: ignore[import-untyped]  # it has types and does not say so

DOCUMENT = build(examples())
ACTORS = {*SERVICES, "backoffice", "operator"}
EXTENSION = "x-"


def _walk(node: object, place: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(node, Mapping):
        yield place, node
        for key, inner in node.items():
            yield from _walk(inner, f"{place}/{key}")
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from _walk(inner, f"{place}/{index}")


def _at(reference: str) -> Any:
    node: Any = DOCUMENT
    for step in reference.removeprefix("#/").split("/"):
        node = node[step.replace("~1", "/").replace("~0", "~")]
    return node


def _operations(service: str, verb: str) -> dict[str, Any]:
    """What a service does, by the name of the message."""
    start = f"{service}_{verb}_"
    return {_message(one): one for name, one in DOCUMENT["operations"].items() if name.startswith(start)}


def _message(operation: Mapping[str, Any]) -> str:
    return str(_at(_at(operation["messages"][0]["$ref"])["$ref"])["name"])


def _exchange(operation: Mapping[str, Any]) -> str:
    binding = _at(operation["channel"]["$ref"])["bindings"]["amqp"]
    return str(binding.get("exchange", {}).get("name", ""))


def _unknown(model: Any, place: str = "") -> Iterator[str]:
    """Fields that a reader of AsyncAPI 3.0 kept only because it had no name for them. Schemas have their own test."""
    for name in getattr(model, "model_extra", None) or {}:
        if not name.startswith(EXTENSION) and "/schemas/" not in place and "payload" not in place:
            yield f"{place}/{name}"
    fields = getattr(type(model), "model_fields", {})
    inner = ((name, getattr(model, name)) for name in fields)
    for name, value in model.items() if isinstance(model, Mapping) else inner:
        yield from _unknown(value, f"{place}/{name}")


def test_a_reader_of_asyncapi_3_0_knows_every_field() -> None:
    read = AsyncAPI3.model_validate(DOCUMENT)
    assert read.asyncapi == "3.0.0"
    assert not list(_unknown(read))


def test_every_reference_leads_somewhere() -> None:
    references = {node["$ref"] for _, node in _walk(DOCUMENT) if isinstance(node.get("$ref"), str)}
    assert references
    for reference in references:
        assert reference.startswith("#/")
        assert _at(reference) is not None


def test_every_operation_names_messages_of_its_own_channel() -> None:
    for name, operation in DOCUMENT["operations"].items():
        channels = [(operation["channel"], operation["messages"])]
        if "reply" in operation:
            channels.append((operation["reply"]["channel"], operation["reply"]["messages"]))
        for channel, messages in channels:
            assert messages, name
            assert all(one["$ref"].startswith(channel["$ref"] + "/messages/") for one in messages), name


def test_every_operation_is_tagged_with_somebody_there_is() -> None:
    known = {tag["name"] for tag in DOCUMENT["info"]["tags"]}
    assert known == ACTORS
    assert all({tag["name"] for tag in one["tags"]} <= known for one in DOCUMENT["operations"].values())


def test_every_channel_is_used() -> None:
    used = {one["channel"]["$ref"] for one in DOCUMENT["operations"].values()}
    used |= {one["reply"]["channel"]["$ref"] for one in DOCUMENT["operations"].values() if "reply" in one}
    assert {reference.removeprefix("#/channels/").replace("~1", "/") for reference in used} == set(DOCUMENT["channels"])


@pytest.mark.parametrize("name", sorted(requests()))
def test_a_call_is_made_and_answered(name: str) -> None:
    request = requests()[name]
    answering = _operations(request.owner(), "answers")[name]
    callers = [caller for caller in ("edge", "operator") if name in _operations(caller, "calls")]

    assert answering["action"] == "receive"
    assert callers == [
        *(["edge"] if request.WHO - {Who.OPERATOR} else []),
        *(["operator"] * (Who.OPERATOR in request.WHO)),
    ]
    for operation in (answering, *(_operations(caller, "calls")[name] for caller in callers)):
        answers = {_at(_at(one["$ref"])["$ref"])["name"] for one in operation["reply"]["messages"]}
        assert answers == {f"{name}.answer", "problem"}
        assert _at(operation["channel"]["$ref"])["address"] == name


@pytest.mark.parametrize("name", sorted(events()))
def test_an_event_goes_where_its_class_says(name: str) -> None:
    event = events()[name]
    keys = {(_exchange(one), _at(one["channel"]["$ref"])["address"]) for one in _saying(name)}
    if name in backoffice_events():
        assert keys == {(BACKOFFICE_IN, f"{{tenant}}.{name}"), (BACKOFFICE_IN, f"{{tenant}}.backfill.{name}")}
        return
    expected = {(EVENTS, name)}
    expected |= {(BROADCAST, name)} if event.BROADCAST else set()
    expected |= {(BACKOFFICE_OUT, f"{{tenant}}.{name}")} if event.PUBLIC else set()
    assert keys == expected


def _saying(message: str) -> list[Mapping[str, Any]]:
    return [one for name, one in DOCUMENT["operations"].items() if "_says_" in name and _message(one) == message]


def test_who_hears_on_which_queue_is_what_the_broker_is_told() -> None:
    bound = {(one.key, one.queue) for one in build_topology().bindings if one.exchange == EVENTS}
    bound |= {(key, f"{one.queue}.*") for one in FOLLOWERS for key in followed(one)[1]}
    heard = {
        (_at(one["channel"]["$ref"])["address"], queue)
        for name, one in DOCUMENT["operations"].items()
        if "_hears_" in name and _exchange(one) == EVENTS
        for queue in one["x-queues"]
    }
    assert heard == bound
    consumed = {(event.NAME, consumer.queue) for consumer in CONSUMERS for event in consumer.events}
    assert heard == consumed | {(event.NAME, f"{one.queue}.*") for one in FOLLOWERS for event in one.events}


@pytest.mark.parametrize("name", sorted(DOCUMENT["components"]["messages"]))
def test_a_message_has_an_example_that_fits_its_payload(name: str) -> None:
    message = DOCUMENT["components"]["messages"][name]
    (example,) = message["examples"]
    schema = {**message["payload"], "components": DOCUMENT["components"]}
    Draft202012Validator(schema).validate(example["payload"])


@pytest.mark.parametrize("name", sorted(DOCUMENT["components"]["schemas"]))
def test_a_schema_says_nothing_that_asyncapis_own_dialect_does_not_know(name: str) -> None:
    """AsyncAPI's schema object is JSON Schema draft 07 and a little more."""
    Draft202012Validator.check_schema(DOCUMENT["components"]["schemas"][name])
    words = {word for _, node in _walk(DOCUMENT["components"]["schemas"][name]) for word in node}
    assert not words & {"prefixItems", "$defs", "unevaluatedProperties", "dependentSchemas", "$dynamicRef"}


def test_it_names_no_place_of_ours() -> None:
    text = json.dumps(DOCUMENT)
    assert "localhost" not in text
    assert "127.0.0.1" not in text
