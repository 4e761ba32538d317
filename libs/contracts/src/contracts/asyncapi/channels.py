"""The places that messages are put: call queues, routing keys on the exchanges, and the callers' reply queues."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from contracts.reference.entries import Entry, Route
from contracts.topology import BACKOFFICE_IN, BACKOFFICE_OUT, BROADCAST, EVENTS, call_queue

BINDING: Final = "0.3.0"
"""Version of AsyncAPI's AMQP bindings."""
REPLIES: Final = "replies"
PROBLEM: Final = "problem"
EXCHANGES: Final[Mapping[str, str]] = {
    BACKOFFICE_IN: "From backoffices; the key's first word is the tenant, whatever the event says",
    BACKOFFICE_OUT: "For backoffices; a tenant's own queue keeps the newest 100,000",
    EVENTS: "Between services, one event or a CloudEvents batch of one type; each consumer has a queue of its own",
    BROADCAST: "For every replica, read from a stream: the last hour can be heard again",
}
PARAMETERS: Final = {
    "tenant": {"description": "The tenant's name: a-z, 0-9 and -, at most 31 characters", "examples": ["acme"]}
}

Node = dict[str, Any]


def key_of(name: str) -> str:
    """Give what a name is in the document's maps: some of AsyncAPI's readers take no dots there."""
    return name.replace(".", "_")


def reference(*steps: str) -> Node:
    """Point into the document (RFC 6901)."""
    return {"$ref": "#/" + "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)}


def channel_of(name: str, route: Route) -> str:
    """Name the channel of a message on its way: the exchange stands before it, but for call queues."""
    backfill = "backfill." if ".backfill." in route.key else ""
    return key_of(f"{route.exchange}.{backfill}{name}" if route.exchange else name)


def channels(entries: Iterable[Entry]) -> Node:
    """Give every channel by name."""
    told = tuple(entries)
    found = {channel_of(entry.name, route): _channel(entry, route) for entry in told for route in entry.routes}
    found[REPLIES] = _replies(told)
    return dict(sorted(found.items()))


def _channel(entry: Entry, route: Route) -> Node:
    channel: Node = {
        "address": route.key.replace("<tenant>", "{tenant}"),
        "title": entry.summary,
        "description": EXCHANGES.get(route.exchange, "A queue of the service that answers, on the default exchange"),
        "messages": {key_of(entry.name): reference("components", "messages", key_of(entry.name))},
        "servers": [reference("servers", "broker")],
        "bindings": {"amqp": _binding(route)},
    }
    if "<tenant>" in route.key:
        channel["parameters"] = PARAMETERS
    return channel


def _binding(route: Route) -> Node:
    if route.exchange:
        exchange = {"name": route.exchange, "type": "topic", "durable": True, "autoDelete": False, "vhost": "/"}
        return {"is": "routingKey", "exchange": exchange, "bindingVersion": BINDING}
    queue = {"name": call_queue(route.key).name, "durable": True, "exclusive": False, "autoDelete": False, "vhost": "/"}
    return {"is": "queue", "queue": queue, "bindingVersion": BINDING}


def _replies(entries: Iterable[Entry]) -> Node:
    answers = (key_of(f"{entry.name}.answer") for entry in entries if entry.answer is not None)
    return {
        "address": None,
        "title": "Answers",
        "description": "One exclusive queue of random name per caller's connection, named in `reply_to`",
        "messages": {name: reference("components", "messages", name) for name in (*answers, PROBLEM)},
        "servers": [reference("servers", "broker")],
        "bindings": {
            "amqp": {
                "is": "queue",
                "queue": {"durable": False, "exclusive": True, "autoDelete": True, "vhost": "/"},
                "bindingVersion": BINDING,
            }
        },
    }
