"""A service with a database: doors for calls and events, transactions, outbox and relay."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from faststream.rabbit import Channel

from chassis import idempotency, inbox, outbox
from chassis.call_router import CallRouter, CallServer, Gate, Vouch
from chassis.consuming import subscribe_calls, subscribe_events
from chassis.event_router import EventConsumer, EventRouter
from chassis.instruments import Gauge
from chassis.measures import OUTBOX_AGE, OUTBOX_PENDING, Ask, Asking
from chassis.mongo import Database, Index
from chassis.relay import CaughtUp, Relay
from chassis.service import Connected, Service
from chassis.settings import StoreSettings
from chassis.work import Transactor, Work

U = TypeVar("U")


class StoreService(Service):
    """One process with its database. `revocable=False` where the service itself is the source of revocations."""

    def __init__(
        self, name: str, settings: StoreSettings, *, indexes: Sequence[Index] = (), revocable: bool = True
    ) -> None:
        super().__init__(name, settings)
        self.database = Database(settings.mongo_url.get_secret_value(), database_name(settings, name))
        self.transactor = Transactor(
            self.database, name, deadline=settings.transaction_deadline, committed=self._wake_relay
        )
        self._revocable, self._idle = revocable, settings.relay_idle
        self._indexes = (*outbox.INDEXES, *inbox.INDEXES, *idempotency.INDEXES, *indexes)
        self._calls = Channel(prefetch_count=settings.call_prefetch, publisher_confirms=False)
        self._events = Channel(prefetch_count=settings.event_prefetch, publisher_confirms=False)
        self._relay: Relay | None = None
        self._on_caught_up: Callable[[Connected], CaughtUp] | None = None
        self.health.add("database", self.database.ping)
        self._asking = Asking()
        self.show(OUTBOX_PENDING, lambda: outbox.count_pending(self.database))
        self.show(OUTBOX_AGE, lambda: outbox.oldest_pending(self.database))
        self.task("relay", self._run_relay)
        self.task("gauges", lambda _: self._asking.run())

    def calls(self, router: CallRouter[U], build: Callable[[Work], U], *, vouch: Vouch[U] | None = None) -> None:
        """Answer the router's calls; `build` makes the use cases of one unit of work.

        `vouch` asks the service's own state, in that same work, whether the caller still stands.
        """

        async def start(parts: Connected) -> None:
            gate = Gate(parts.verifier, self.revocations if self._revocable else None)
            server = CallServer(gate, self.transactor, build, vouch)
            for door in router.doors:
                answer = server.answerer(door)
                self.subscribers.append(subscribe_calls(self.broker, door.request.NAME, self._calls, answer))

        self.on_start(start)

    def events(self, router: EventRouter[U], build: Callable[[Work], U]) -> None:
        """Consume the router's queue; `build` makes the use cases of one unit of work."""

        async def start(parts: Connected) -> None:
            consumer = EventConsumer(router, self.transactor, self.database, parts.publisher, build)
            self.subscribers.append(subscribe_events(self.broker, router.queue, self._events, consumer.consume))

        self.on_start(start)

    def show(self, gauge: Gauge, ask: Ask) -> None:
        """Show on this gauge what the database answers, asked every few seconds."""
        self._asking.add(gauge, ask)

    def when_caught_up(self, make: Callable[[Connected], CaughtUp]) -> None:
        """Run what `make` gives whenever the relay finds nothing left to publish."""
        self._on_caught_up = make

    async def prepare(self) -> None:
        """Wait for the database and make its indexes."""
        await self.database.wait_until_there()
        await self.database.ensure(self._indexes)

    async def wind_down(self) -> None:
        """Publish what is left, give the relay's lease back and let go of the database."""
        if self._relay is not None:
            await self._relay.finish()
        self.database.close()

    def _wake_relay(self) -> None:
        if self._relay is not None:
            self._relay.wake()

    async def _run_relay(self, parts: Connected) -> None:
        self._relay = Relay(self.database, parts.publisher, idle=self._idle)
        if self._on_caught_up is not None:
            self._relay.caught_up = self._on_caught_up(parts)
        await self._relay.run()


def database_name(settings: StoreSettings, service: str) -> str:
    """Name a service's database."""
    return settings.database_prefix + service.replace("-", "_")
