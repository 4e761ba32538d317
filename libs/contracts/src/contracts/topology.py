"""The exchanges, queues and bindings that the catalogue implies. Pure data; `portico topology apply` declares it.

Legal on RabbitMQ 3.10 and 4.x: everything durable, quorum (or stream) for what must not be lost, explicit limits.
Call queues are durable classic queues of transient messages: 4.3 refuses transient queues that are not exclusive.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from contracts.catalogue import CONSUMERS, Follower, requests
from contracts.kinds import TenantName

EVENTS: Final = "portico.events"
BROADCAST: Final = "portico.broadcast"
UNROUTED: Final = "portico.unrouted"
BACKOFFICE_IN: Final = "backoffice.in"
BACKOFFICE_OUT: Final = "backoffice.out"
BACKOFFICE_STRAY: Final = "backoffice.stray"
STRAY_QUEUE: Final = "records.backoffice.stray"
BACKFILL_QUEUE: Final = "records.backfill"
BROADCAST_STREAM: Final = "portico.broadcast.recent"
SHARDS: Final = 4
RETRY_DELAYS: Final = {"retry.5s": 5, "retry.30s": 30, "retry.2m": 120, "retry.10m": 600}
"""Shared delay queues and their seconds, in the order an attempt climbs them."""

EVENT_QUEUE_BOUND: Final = 1_000_000
CALL_QUEUE_BOUND: Final = 500
DELIVERY_LIMIT: Final = 20
UNROUTED_BOUND: Final = 100_000
TENANT_QUEUE_BOUND: Final = 100_000
FOLLOWED_BOUND: Final = 10_000

Kind = Literal["topic", "fanout"]
Argument = str | int


@dataclass(frozen=True, slots=True)
class Exchange:
    """A durable exchange; what it cannot route goes to `alternate`."""

    name: str
    kind: Kind
    alternate: str | None = None

    @property
    def arguments(self) -> Mapping[str, Argument]:
        """Give its AMQP arguments."""
        return {"alternate-exchange": self.alternate} if self.alternate else {}


@dataclass(frozen=True, slots=True)
class Queue:
    """A durable queue with its AMQP arguments."""

    name: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Binding:
    """A queue gets what an exchange routes by this key."""

    queue: str
    exchange: str
    key: str


@dataclass(frozen=True, slots=True)
class Topology:
    """Everything to declare, in this order."""

    exchanges: tuple[Exchange, ...]
    queues: tuple[Queue, ...]
    bindings: tuple[Binding, ...]


def dead_name(queue: str) -> str:
    """Name the dead-letter queue of a queue."""
    return f"dead.{queue}"


def shard_queue(shard: int) -> str:
    """Name the intake queue of a shard."""
    return f"records.backoffice.{shard}"


def tenant_queue(tenant: TenantName) -> str:
    """Name a tenant's own queue on the way back."""
    return f"backoffice.{tenant}"


def event_queue(name: str) -> Queue:
    """Describe a quorum queue whose net is its dead-letter queue. Full means refused: the sender keeps it."""
    return Queue(
        name,
        {
            "x-queue-type": "quorum",
            "x-max-length": EVENT_QUEUE_BOUND,
            "x-overflow": "reject-publish",
            "x-delivery-limit": DELIVERY_LIMIT,
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": dead_name(name),
            "x-dead-letter-strategy": "at-least-once",
        },
    )


def _dead(name: str) -> Queue:
    return Queue(
        dead_name(name), {"x-queue-type": "quorum", "x-max-length": EVENT_QUEUE_BOUND, "x-overflow": "reject-publish"}
    )


def _retry(name: str, seconds: int) -> Queue:
    """Describe a delay queue: its exchange keeps the routing key, so TTL and the default exchange bring it home."""
    return Queue(
        name,
        {
            "x-queue-type": "quorum",
            "x-message-ttl": seconds * 1000,
            "x-dead-letter-exchange": "",
            "x-dead-letter-strategy": "at-least-once",
            "x-max-length": EVENT_QUEUE_BOUND,
            "x-overflow": "reject-publish",
        },
    )


def call_queue(name: str) -> Queue:
    """Describe a call queue: bounded, refusing when full, no dead letters, since tokens travel in calls."""
    return Queue(name, {"x-max-length": CALL_QUEUE_BOUND, "x-overflow": "reject-publish"})


def _exchanges() -> tuple[Exchange, ...]:
    return (
        Exchange(UNROUTED, "fanout"),
        Exchange(BACKOFFICE_STRAY, "fanout"),
        Exchange(EVENTS, "topic", UNROUTED),
        Exchange(BROADCAST, "topic", UNROUTED),
        Exchange(BACKOFFICE_IN, "topic", BACKOFFICE_STRAY),
        Exchange(BACKOFFICE_OUT, "topic", UNROUTED),
        *(Exchange(name, "fanout") for name in RETRY_DELAYS),
    )


def _intake_queues() -> tuple[str, ...]:
    return (*(shard_queue(shard) for shard in range(SHARDS)), BACKFILL_QUEUE, STRAY_QUEUE)


def followed(follower: Follower) -> tuple[Mapping[str, Argument], tuple[str, ...]]:
    """Describe what a replica declares for itself: arguments of its exclusive queue, and the keys of what it hears.

    Full means that the oldest goes: what is followed live is worth little later.
    """
    arguments: Mapping[str, Argument] = {"x-max-length": FOLLOWED_BOUND, "x-overflow": "drop-head"}
    return arguments, tuple(event.NAME for event in follower.events)


def build() -> Topology:
    """Build the topology of the whole suite: dead letters first, then delays, then homes, then bindings."""
    homes = (*_intake_queues(), *(consumer.queue for consumer in CONSUMERS))
    kept: Mapping[str, Argument] = {"x-queue-type": "quorum", "x-max-length": UNROUTED_BOUND, "x-overflow": "drop-head"}
    recent: Mapping[str, Argument] = {
        "x-queue-type": "stream",
        "x-max-age": "1h",
        "x-max-length-bytes": 50_000_000,
        "x-stream-max-segment-size-bytes": 1_000_000,
    }
    queues = (
        *(_dead(home) for home in homes),
        *(_retry(name, seconds) for name, seconds in RETRY_DELAYS.items()),
        Queue(UNROUTED, kept),
        Queue(BROADCAST_STREAM, recent),
        *(event_queue(home) for home in homes),
        *(call_queue(name) for name in requests()),
    )
    bindings = (
        Binding(UNROUTED, UNROUTED, ""),
        Binding(STRAY_QUEUE, BACKOFFICE_STRAY, ""),
        Binding(BROADCAST_STREAM, BROADCAST, "#"),
        *(Binding(name, name, "") for name in RETRY_DELAYS),
        *(Binding(consumer.queue, EVENTS, event.NAME) for consumer in CONSUMERS for event in consumer.events),
    )
    return Topology(_exchanges(), queues, bindings)


def of_tenant(tenant: TenantName, shard: int) -> Topology:
    """Build what one tenant adds: its intake bindings and its own queue on the way back."""
    own = Queue(
        tenant_queue(tenant), {"x-queue-type": "quorum", "x-max-length": TENANT_QUEUE_BOUND, "x-overflow": "drop-head"}
    )
    bindings = (
        Binding(shard_queue(shard), BACKOFFICE_IN, f"{tenant}.backoffice.#"),
        Binding(BACKFILL_QUEUE, BACKOFFICE_IN, f"{tenant}.backfill.#"),
        Binding(own.name, BACKOFFICE_OUT, f"{tenant}.#"),
    )
    return Topology((), (own,), bindings)
