"""A running process of the suite: what is started in which order, and stopped in the reverse.

Start: what `prepare` needs, broker, broadcast, doors, tasks, ready.
Stop: not ready, consumers cancelled, running work finished, tasks ended, then everything let go.
"""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import uvicorn
from aio_pika.abc import AbstractRobustConnection
from faststream.rabbit import RabbitBroker
from faststream.rabbit.subscriber import RabbitSubscriber

from chassis.consuming import cancel, is_consuming, make_broker
from chassis.logs import configure_logs, get_logger
from chassis.measures import BROADCAST_AGE
from chassis.probes import Health, make_server, probe_app
from chassis.publisher import Publisher, connect
from chassis.revocations import Revocations
from chassis.settings import ChassisSettings
from chassis.telemetry import flush, start_telemetry
from chassis.tokens import TokenVerifier

LET_GO_SECONDS: Final = 3.0
SERVERS: Final = frozenset({"probes", "public"})
T = TypeVar("T")
logger = get_logger()


@dataclass(frozen=True, slots=True)
class Connected:
    """What doors and tasks can use once the broker is there."""

    connection: AbstractRobustConnection
    publisher: Publisher
    verifier: TokenVerifier


@dataclass(frozen=True, slots=True)
class PublicDoor:
    """An ASGI app for the world, and where it listens."""

    app: object
    host: str
    port: int


Start = Callable[[Connected], Awaitable[None]]
Task = Callable[[Connected], Coroutine[Any, Any, None]]


class Service:
    """One process. Doors and tasks are named before `run`; `public` is served on a port of its own."""

    def __init__(self, name: str, settings: ChassisSettings) -> None:
        configure_logs(name, settings.log_level)
        self.telemetry = start_telemetry(name)
        self.name, self.settings, self.health = name, settings, Health()
        self.revocations = Revocations(settings.broadcast_silence)
        BROADCAST_AGE.show(lambda: self.revocations.age)
        self.broker: RabbitBroker = make_broker(
            settings.amqp_url.get_secret_value(), name, stop_deadline=settings.stop_deadline
        )
        self.public: PublicDoor | None = None
        self.subscribers: list[RabbitSubscriber] = []
        self._starters: list[Start] = []
        self._stoppers: list[Callable[[], None]] = []
        self._tasks: list[tuple[str, Task]] = []
        self._running: dict[str, asyncio.Task[None]] = {}
        self._connected: Connected | None = None

    def on_start(self, start: Start) -> None:
        """Run this once the broker is there, before any message comes in."""
        self._starters.append(start)

    def on_stopping(self, stop: Callable[[], None]) -> None:
        """Run this when a stop begins, before anything waits for what still runs."""
        self._stoppers.append(stop)

    def task(self, name: str, task: Task) -> None:
        """Run this beside the doors until the stop; a task that ends by itself ends the service."""
        self._tasks.append((name, task))

    async def prepare(self) -> None:
        """Make ready what is needed before the broker."""

    async def wind_down(self) -> None:
        """Give back what another replica may be waiting for."""

    async def run(self) -> None:
        """Start, serve until SIGTERM or SIGINT, and stop in good order. Raises when a task ends by itself."""
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        own = probe_app(self.health, self.telemetry.page)
        servers = {"probes": make_server(own, self.settings.probe_host, self.settings.probe_port)}
        if self.public is not None:
            servers["public"] = make_server(self.public.app, self.public.host, self.public.port)
        for name, server in servers.items():
            self._spawn(name, server.serve())
        try:
            await _unless(stop, self.start())
            await _unless(stop, self._until_a_task_ends())
        finally:
            self.health.started = False
            for each in self._stoppers:
                each()
            if "public" in servers:  # it closes first: what it still works on needs the broker
                await self._stop_serving("public", servers["public"])
            await self.stop()
            await self._stop_serving("probes", servers["probes"])

    async def _stop_serving(self, name: str, server: uvicorn.Server) -> None:
        server.should_exit = True
        await asyncio.wait([self._running[name]], timeout=self.settings.stop_deadline)

    async def start(self) -> None:
        """Start everything but what is served over HTTP; returns when messages come in."""
        self._spawn("heartbeat", self.health.beat())
        await self.prepare()
        connection = await connect(self.settings.amqp_url.get_secret_value(), self.name)
        verifier = TokenVerifier(self.settings.verify_keys, self.settings.operator_verify_keys)
        parts = self._connected = Connected(connection, Publisher(connection), verifier)
        self._spawn("broadcast", self.revocations.listen(connection))
        for start in self._starters:
            await start(parts)
        self._add_checks(parts)
        await self.broker.start()
        for name, task in self._tasks:
            self._spawn(name, task(parts))
        self.health.started = True
        logger.info("service.started")

    def _add_checks(self, parts: Connected) -> None:
        async def broker() -> bool:
            return parts.connection.connected.is_set() and await self.broker.ping(1.0)

        async def broadcast() -> bool:
            return self.revocations.caught_up

        async def consumers() -> bool:
            return all([await is_consuming(subscriber) for subscriber in self.subscribers])

        self.health.add("broker", broker)
        self.health.add("broadcast", broadcast)
        self.health.add("consumers", consumers)

    async def stop(self) -> None:
        """Stop in good order; what does not end in its time is let go."""
        self.health.started = False
        logger.info("service.stopping")
        with contextlib.suppress(Exception):  # a broker that is away has no consumer of ours anyway
            async with asyncio.timeout(LET_GO_SECONDS):
                await asyncio.gather(*(cancel(subscriber) for subscriber in self.subscribers))
        with contextlib.suppress(Exception):  # as above; what is unfinished is redelivered
            # It gives handlers the deadline itself; a timeout at the same moment would keep it from letting go.
            async with asyncio.timeout(self.settings.stop_deadline + LET_GO_SECONDS):
                await self.broker.stop()
        ending = [task for name, task in self._running.items() if name not in SERVERS]
        for task in ending:
            task.cancel()
        if ending:  # none where the stop came before the start
            await asyncio.wait(ending, timeout=LET_GO_SECONDS)
        await self.wind_down()
        await flush(self.telemetry)
        if self._connected is not None:
            with contextlib.suppress(Exception):  # it is let go of either way
                await asyncio.wait_for(self._connected.connection.close(), LET_GO_SECONDS)

    def _spawn(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        self._running[name] = asyncio.create_task(work, name=name)

    async def _until_a_task_ends(self) -> None:
        done, _ = await asyncio.wait(self._running.values(), return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            logger.error("service.task.ended", task=task.get_name(), exc_info=task.exception())
        raise RuntimeError("a task of the service has ended by itself")


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """Await the work, or cancel it and give None when the stop comes first."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if working.done():
        return working.result()
    working.cancel()
    await asyncio.wait({working})
    return None
