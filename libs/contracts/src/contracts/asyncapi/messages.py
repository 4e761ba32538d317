"""The messages themselves: payload, headers, example, and the schemas that they are made of."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from pydantic.json_schema import models_json_schema

from contracts.asyncapi.channels import BINDING, PROBLEM, key_of, reference
from contracts.envelope import CONTENT_TYPE, CloudEvent
from contracts.message import Message
from contracts.problem import Problem
from contracts.reference.entries import BACKOFFICE, Entry, Example, summary_of
from contracts.reference.glossary import meaning_of

JSON: Final = "application/json"
CORRELATION: Final = {"location": "$message.header#/correlationId"}
TEXT: Final = {"type": "string"}
CALL_HEADERS: Final[Mapping[str, Any]] = {
    "type": "object",
    "required": ["type", "correlationId", "replyTo", "expiration"],
    "properties": {
        "type": {**TEXT, "description": "AMQP property: the call's name"},
        "correlationId": {**TEXT, "description": "AMQP property: comes back with the answer"},
        "replyTo": {**TEXT, "description": "AMQP property: the caller's own queue"},
        "expiration": {**TEXT, "description": "AMQP property: milliseconds that the caller waits"},
        "authorization": {**TEXT, "description": "Bearer and the caller's access token; each service checks it itself"},
        "tenant": {**TEXT, "description": "The caller's tenant, for logs: the token's is what counts"},
        "traceparent": {**TEXT, "description": "W3C trace context"},
        "idempotency-key": {**TEXT, "description": "The same key and body give the same answer for 24 h"},
    },
}
ANSWER_HEADERS: Final[Mapping[str, Any]] = {
    "type": "object",
    "required": ["correlationId", "x-status"],
    "properties": {
        "correlationId": {**TEXT, "description": "AMQP property: the call's"},
        "x-status": {"type": "integer", "description": "200, or the Problem's status"},
    },
}
EVENT_HEADERS: Final[Mapping[str, Any]] = {
    "type": "object",
    "properties": {"traceparent": {**TEXT, "description": "W3C trace context"}},
}
HEADERS: Final = {"CallHeaders": CALL_HEADERS, "AnswerHeaders": ANSWER_HEADERS, "EventHeaders": EVENT_HEADERS}

Node = dict[str, Any]


def messages(entries: Iterable[Entry], examples: Mapping[str, Example]) -> Node:
    """Give every message by name; `<call>.answer` is what answers it, `problem` what refuses any."""
    envelope = examples.get("cloudevent", {})
    found: Node = {PROBLEM: _answer(PROBLEM, Problem, examples.get(PROBLEM, {}))}
    for entry in entries:
        if entry.kind == "event":
            found[entry.name] = _event(entry, envelope)
            continue
        found[entry.name] = _call(entry)
        if entry.answer is not None:
            name = f"{entry.name}.answer"
            found[name] = _answer(name, entry.answer, entry.answer_example or {})
    return {key_of(name): message for name, message in sorted(found.items())}


def _message(name: str, title: str, content: str, headers: str, payload: Node, example: Example) -> Node:
    return {
        "name": name,
        "title": title,
        "contentType": content,
        "headers": reference("components", "schemas", headers),
        "payload": payload,
        "bindings": {"amqp": {"messageType": name, "bindingVersion": BINDING}},
        "examples": [{"name": "example", "payload": example}],
    }


def _call(entry: Entry) -> Node:
    payload = reference("components", "schemas", _known_as(entry.model))
    message = _message(entry.name, entry.summary, JSON, "CallHeaders", payload, entry.example)
    tags = [{"name": entry.owner}]
    return {**message, "summary": entry.what, "correlationId": CORRELATION, "tags": tags}


def _answer(name: str, model: type[Message], example: Example) -> Node:
    payload = reference("components", "schemas", _known_as(model))
    content = "application/problem+json" if model is Problem else JSON
    message = _message(name, summary_of(model), content, "AnswerHeaders", payload, example)
    return {**message, "correlationId": CORRELATION}


def _event(entry: Entry, envelope: Example) -> Node:
    data = reference("components", "schemas", _known_as(entry.model))
    inside = {"type": "object", "properties": {"type": {"const": entry.name}, "data": data}}
    payload = {"allOf": [reference("components", "schemas", _known_as(CloudEvent)), inside]}
    message = _message(entry.name, entry.summary, CONTENT_TYPE, "EventHeaders", payload, enveloped(entry, envelope))
    tags = [{"name": entry.owner}, *([{"name": "public"}] if entry.public else [])]
    return {**message, "summary": entry.what, "tags": tags}


def enveloped(entry: Entry, envelope: Example) -> Node:
    """Give an event's example in its envelope."""
    source = {} if entry.owner == BACKOFFICE else {"source": f"portico://{entry.said_by[0]}"}
    said = {**envelope, **source, "type": entry.name, "data": entry.example}
    return {name: value for name, value in said.items() if name != "subject"}


def schemas(entries: Iterable[Entry]) -> Node:
    """Give every model's schema by the name of its class, with each field's meaning."""
    names, document = models_json_schema(
        [(model, "validation") for model in dict.fromkeys(_models(entries))],
        ref_template="#/components/schemas/{model}",
    )
    twice = {key[0].__name__ for key, found in names.items() if not found["$ref"].endswith(f"/{key[0].__name__}")}
    if twice:
        raise TypeError(f"two models are named {sorted(twice)}")
    found = {name: _with_meaning(schema) for name, schema in document["$defs"].items()}
    return dict(sorted({**found, **HEADERS}.items()))


def _models(entries: Iterable[Entry]) -> Iterator[type[Message]]:
    yield from (CloudEvent, Problem)
    for entry in entries:
        yield entry.model
        if entry.answer is not None:
            yield entry.answer


def _known_as(model: type[Message]) -> str:
    return model.__name__


def _with_meaning(schema: Mapping[str, Any]) -> Node:
    """Add what each field means, where the contract itself does not say it. A reference can carry nothing."""
    told = dict(schema)
    if "properties" in told:
        told["properties"] = {
            name: field if "$ref" in field else _meaning(told.get("title", ""), name) | field
            for name, field in told["properties"].items()
        }
    return told


def _meaning(model: str, field: str) -> Node:
    meaning = meaning_of(model, field)
    return {"description": meaning} if meaning else {}
