"""The edge, put together: who is let in, what is asked of whom, and what is served."""

import time
from typing import Final, Protocol

from starlette.types import ASGIApp

from chassis.call_router import Gate
from chassis.probes import Health
from chassis.probes import routes as probes
from chassis.revocations import Revocations
from chassis.service import PublicDoor, Service
from chassis.tokens import TokenVerifier
from edge.app.api_keys import ApiKeys
from edge.app.identify import Identify
from edge.app.limits import Limits
from edge.app.live_streams import LiveStreams
from edge.app.take_events import TakeEvents
from edge.app.tell_changes import TellChanges
from edge.domain.crowd import Crowd
from edge.domain.rate import Meter, Quota
from edge.gateways.bus import Bus
from edge.gateways.changes import Changes
from edge.http.assembly import Stock, make_http
from edge.http.reception import Reception
from edge.http.streaming import OpenStream
from edge.ports import Caller, EventSink
from edge.settings import EdgeSettings
from edge.web.assembly import Where, make_pages

NO_KEYS: Final = '{"keys": []}'
"""Operator tokens are for the bus: at the public door they are nobody's."""


class Outside(Caller, EventSink, Protocol):
    """All that the edge needs from outside."""


def make_app() -> Service:
    """Make the service from its settings."""
    settings = EdgeSettings()
    service = Service("edge", settings)
    bus = Bus()
    service.on_start(bus.open)
    streams = LiveStreams(most=settings.streams, each=settings.streams_each)
    changes = Changes(streams)
    service.task("changes", lambda parts: changes.follow(parts.connection))
    service.on_stopping(streams.shut)
    door = make_door(settings, bus, streams, service.revocations, service.health)
    service.public = PublicDoor(door, settings.edge_host, settings.edge_port)
    return service


def make_door(
    settings: EdgeSettings, outside: Outside, streams: LiveStreams, revocations: Revocations, health: Health
) -> ASGIApp:
    """Make all that is served: the API, the pages, the probes."""
    limits, key = _limits(settings), settings.form_key()
    reception = Reception(
        Identify(ApiKeys(outside, time.monotonic), limits),
        Gate(TokenVerifier(settings.verify_keys, NO_KEYS), revocations),
        limits,
        key,
        crowd=settings.in_flight,
        heavy=settings.heavy_in_flight,
        hops=settings.trusted_hops,
    )
    exports = Crowd(settings.exports)
    opening = OpenStream(streams, TellChanges(outside, time.monotonic), revocations)
    opening.hear_the_broadcast()
    hosts = settings.own_hosts
    where = Where(hosts, settings.https, settings.public_amqp_url)
    pages, lost = make_pages(reception, outside, opening, exports=exports, form_key=key, where=where)
    stock = Stock(reception, outside, TakeEvents(outside), opening, exports, lost)
    beside = [*pages, *probes(health)]
    return make_http(stock, settings.verify_keys, beside, hosts, https=settings.https)


def _limits(settings: EdgeSettings) -> Limits:
    def meter(name: str, limit: int) -> Meter:
        return Meter(Quota(name, max(1, limit // settings.edge_replicas)))

    meters = {
        "sign_in": meter("sign_in", settings.rate_sign_in),
        "read": meter("read", settings.rate_read),
        "write": meter("write", settings.rate_write),
        "intake": meter("intake", settings.rate_intake),
    }
    return Limits(meters, time.monotonic)  # type: ignore[arg-type]
