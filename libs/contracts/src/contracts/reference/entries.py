"""One entry per message: what it is, who says it, who hears it and on which queue. Told by the catalogue."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from contracts.catalogue import CONSUMERS, FOLLOWERS, SERVICES, backoffice_events, events, requests
from contracts.message import Event, Message, Request, Who
from contracts.topology import (
    BACKFILL_QUEUE,
    BACKOFFICE_IN,
    BACKOFFICE_OUT,
    BROADCAST,
    BROADCAST_STREAM,
    EVENTS,
    SHARDS,
    shard_queue,
)

BACKOFFICE: Final = "backoffice"
OPERATOR: Final = "operator"
EDGE: Final = "edge"
INTAKE: Final = "records"
"""The service that consumes what backoffices say."""
INTAKE_QUEUES: Final = f"{shard_queue(0)} … {SHARDS - 1}"
OUT_QUEUE: Final = "backoffice.<tenant>"

Example = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Route:
    """How a message travels: `key` is the routing key, on the default exchange ("") the queue's name."""

    exchange: str
    key: str


@dataclass(frozen=True, slots=True)
class Hearer:
    """A service that hears a message, the queue it hears it on, and the way it came there."""

    service: str
    queue: str
    route: Route


@dataclass(frozen=True, slots=True)
class Entry:
    """A message. `answer` is what a call is answered with; `example` and `answer_example` are bodies, no envelope."""

    name: str
    kind: Literal["call", "event"]
    model: type[Message]
    said_by: tuple[str, ...]
    heard_by: tuple[Hearer, ...]
    routes: tuple[Route, ...]
    public: bool
    may: str
    example: Example
    answer: type[Message] | None = None
    answer_example: Example | None = None

    @property
    def what(self) -> str:
        """Give the contract's own words."""
        return inspect.cleandoc(self.model.__doc__ or "")

    @property
    def summary(self) -> str:
        """Give the first sentence of them, without its full stop."""
        return summary_of(self.model)

    @property
    def owner(self) -> str:
        """Give the service, or the backoffice, whose message it is: the first word of its name."""
        return self.name.split(".", 1)[0]


def summary_of(model: type[Message]) -> str:
    """Give the first sentence of a model's words, without its full stop."""
    first = inspect.cleandoc(model.__doc__ or "").split("\n\n", 1)[0].replace("\n", " ")
    return first.split(". ", 1)[0].removesuffix(".")


def entries(examples: Mapping[str, Example]) -> tuple[Entry, ...]:
    """Give every message, calls first, each kind by name. `examples` are by file name, as in `examples/`."""
    calls = (_call(name, request, examples) for name, request in requests().items())
    said = (_event(name, event, examples) for name, event in events().items())
    return (*calls, *said)


def _call(name: str, request: type[Request[Any]], examples: Mapping[str, Example]) -> Entry:
    owner, route = request.owner(), Route("", name)
    return Entry(
        name,
        "call",
        request,
        said_by=callers(request),
        heard_by=(Hearer(owner, name, route),),
        routes=(route,),
        public=False,
        may=_may(request),
        example=examples.get(name, {}),
        answer=request.ANSWER,
        answer_example=examples.get(f"{name}.answer", {}),
    )


def callers(request: type[Request[Any]]) -> tuple[str, ...]:
    """Give who puts a call on the bus: the edge for everybody that comes through it, the operator's command itself."""
    asking = [EDGE] if request.WHO - {Who.OPERATOR} else []
    return (*asking, *([OPERATOR] if Who.OPERATOR in request.WHO else []))


def _may(request: type[Request[Any]]) -> str:
    roles = f", as {' or '.join(sorted(request.ROLES))}" if request.ROLES else ""
    scope = f", with the scope {request.SCOPE}" if request.SCOPE else ""
    words = {Who.STAFF: f"staff{roles}", Who.SYSTEM: f"systems{scope}"}
    return "; ".join(words.get(who, who.value) for who in sorted(request.WHO))


def _event(name: str, event: type[Event], examples: Mapping[str, Example]) -> Entry:
    return Entry(
        name,
        "event",
        event,
        said_by=_sayers(event),
        heard_by=_hearers(name, event),
        routes=_routes(name, event),
        public=event.PUBLIC,
        may="",
        example=examples.get(name, {}),
    )


def _sayers(event: type[Event]) -> tuple[str, ...]:
    """Give who says it: whom its name begins with, or every service where that is none of them."""
    return (event.producer(),) if event.producer() in {*SERVICES, BACKOFFICE} else SERVICES


def _hearers(name: str, event: type[Event]) -> tuple[Hearer, ...]:
    if name in backoffice_events():
        live, backfill = _routes(name, event)
        return (Hearer(INTAKE, INTAKE_QUEUES, live), Hearer(INTAKE, BACKFILL_QUEUE, backfill))
    found = []
    for route in _routes(name, event):
        if route.exchange == EVENTS:
            found += [Hearer(one.service, one.queue, route) for one in CONSUMERS if event in one.events]
            found += [Hearer(one.service, f"{one.queue}.*", route) for one in FOLLOWERS if event in one.events]
        elif route.exchange == BROADCAST:
            found += [Hearer(service, BROADCAST_STREAM, route) for service in SERVICES]
        else:
            found.append(Hearer(BACKOFFICE, OUT_QUEUE, route))
    return tuple(found)


def _routes(name: str, event: type[Event]) -> tuple[Route, ...]:
    if name in backoffice_events():
        return (Route(BACKOFFICE_IN, f"<tenant>.{name}"), Route(BACKOFFICE_IN, f"<tenant>.backfill.{name}"))
    broadcast = (Route(BROADCAST, name),) if event.BROADCAST else ()
    public = (Route(BACKOFFICE_OUT, f"<tenant>.{name}"),) if event.PUBLIC else ()
    return (Route(EVENTS, name), *broadcast, *public)
