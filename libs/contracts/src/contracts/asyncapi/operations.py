"""What each service does with each message: it calls or answers, says or hears."""

from collections.abc import Iterable, Iterator
from typing import Any

from contracts.asyncapi.channels import PROBLEM, REPLIES, channel_of, key_of, reference
from contracts.reference.entries import Entry, Route

Node = dict[str, Any]


def operations(entries: Iterable[Entry]) -> Node:
    """Give every operation by name: `<service>_<calls|answers|says|hears>_<message>`."""
    found: Node = {}
    for entry in entries:
        found.update(_of_call(entry) if entry.kind == "call" else _of_event(entry))
    return {key_of(name): operation for name, operation in sorted(found.items())}


def _of_call(entry: Entry) -> Iterator[tuple[str, Node]]:
    (route,) = entry.routes
    for caller in entry.said_by:
        yield f"{caller}.calls.{entry.name}", _asking(entry, route, "send", caller)
    yield f"{entry.owner}.answers.{entry.name}", _asking(entry, route, "receive", entry.owner)


def _asking(entry: Entry, route: Route, action: str, service: str) -> Node:
    answers = (key_of(f"{entry.name}.answer"), PROBLEM)
    reply = {
        "address": {"location": "$message.header#/replyTo", "description": "The caller's own queue"},
        "channel": reference("channels", REPLIES),
        "messages": [reference("channels", REPLIES, "messages", name) for name in answers],
    }
    return {**_operation(entry, route, action, service), "description": f"For {entry.may}.", "reply": reply}


def _of_event(entry: Entry) -> Iterator[tuple[str, Node]]:
    for route in entry.routes:
        for sayer in entry.said_by:
            yield f"{sayer}.says.{_on(entry, route)}", _operation(entry, route, "send", sayer)
        hearers = [hearer for hearer in entry.heard_by if hearer.route == route]
        for service in dict.fromkeys(hearer.service for hearer in hearers):
            queues = [hearer.queue for hearer in hearers if hearer.service == service]
            operation = _operation(entry, route, "receive", service)
            yield f"{service}.hears.{_on(entry, route)}", {**operation, "x-queues": queues}


def _on(entry: Entry, route: Route) -> str:
    """Tell the ways of an event apart, where it has several."""
    return entry.name if route is entry.routes[0] else channel_of(entry.name, route)


def _operation(entry: Entry, route: Route, action: str, service: str) -> Node:
    channel = channel_of(entry.name, route)
    return {
        "action": action,
        "channel": reference("channels", channel),
        "title": entry.summary,
        "messages": [reference("channels", channel, "messages", key_of(entry.name))],
        "tags": [{"name": service}],
    }
