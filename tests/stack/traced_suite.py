"""The services of one chain as processes, sending their telemetry to a receiver of the test's own."""

import asyncio
import json
import os
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import aio_pika
import aiohttp

from chassis.call_client import CallClient
from chassis.publisher import Publisher, connect
from chassis.tokens import TokenSigner
from contracts.envelope import CloudEvent
from contracts.identity.tenancy import InviteOwner, OwnerInvited
from contracts.message import Event, Who
from contracts.principal import Principal
from contracts.topology import EVENTS, build, of_tenant
from portico_operator.keys import generate
from portico_operator.topology import declare
from stack.otlp_receiver import Receiver
from stack.waiting import wait_until_async

SERVICES = ("identity", "records", "notifications", "edge")
TENANT = "acme"
READY_S = 60
QUICKLY = {"OTEL_BSP_SCHEDULE_DELAY": "100", "OTEL_METRIC_EXPORT_INTERVAL": "500"}


@dataclass
class TracedSuite:
    """Services that run, and ways to reach them."""

    amqp_url: str
    edge_url: str
    ports: Mapping[str, int]
    publisher: Publisher
    calls: CallClient
    operator_key: str
    processes: Mapping[str, asyncio.subprocess.Process]

    async def found(self, email: str) -> OwnerInvited:
        """Make the tenant and its owner, as the operator's command does."""
        token = TokenSigner(self.operator_key).sign(Principal(Who.OPERATOR, subject="operator"))
        asked = InviteOwner(tenant=TENANT, tenant_name="Acme", email=email)
        return await self.calls.call(asked, {"authorization": f"Bearer {token}"})

    async def tell(self, source: str, event: Event) -> None:
        """Say an event as another service would."""
        cloud = CloudEvent(
            id="e-" + event.NAME, source=source, type=event.NAME, tenantid=TENANT, data=event.model_dump(mode="json")
        )
        await self.publisher.publish(EVENTS, event.NAME, cloud.model_dump_json(exclude_none=True).encode())

    async def metrics(self, service: str) -> str:
        """What Prometheus would read from a service."""
        async with aiohttp.ClientSession() as http, http.get(f"{self._own(service)}/metrics") as answer:
            assert answer.status == 200
            return await answer.text()

    async def stop(self) -> None:
        """Stop every service as Kubernetes does, which makes it send what is left."""
        for process in self.processes.values():
            if process.returncode is None:
                process.terminate()
        async with asyncio.timeout(READY_S):
            await asyncio.gather(*(process.wait() for process in self.processes.values()))

    async def ready(self) -> None:
        """Wait until all are ready."""
        async with aiohttp.ClientSession() as http:

            async def answers() -> bool:
                try:
                    for service in SERVICES:
                        async with http.get(f"{self._own(service)}/readyz") as answer:
                            if answer.status != 200:
                                return False
                except aiohttp.ClientError:
                    return False
                return True

            await wait_until_async(answers, READY_S)

    def _own(self, service: str) -> str:
        return f"http://127.0.0.1:{self.ports[service]}"


@asynccontextmanager
async def traced_suite(
    vhost: str, mongo_url: str, prefix: str, smtp_url: str, receiver: Receiver
) -> AsyncIterator[TracedSuite]:
    """The services on this virtual host, ready; killed in the end where they still run."""
    ports = dict(zip((*SERVICES, "public"), _free_ports(len(SERVICES) + 1), strict=True))
    keys, edge_url = generate(), f"http://127.0.0.1:{ports['public']}"
    settings = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PORTICO_", "OTEL_"))},
        **keys,
        **QUICKLY,
        "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url,
        "PORTICO_AMQP_URL": vhost,
        "PORTICO_MONGO_URL": mongo_url,
        "PORTICO_DATABASE_PREFIX": f"{prefix}_",
        "PORTICO_SMTP_URL": smtp_url,
        "PORTICO_MAIL_IDLE": "0.05",
        "PORTICO_EDGE_URL": edge_url,
        "PORTICO_EDGE_PORT": str(ports["public"]),
    }
    async with await connect(vhost, "test") as connection, AsyncExitStack() as ending:
        async with connection.channel() as channel:
            await declare(channel, build())
            await declare(channel, of_tenant(TENANT, 0))
        processes = {
            service: await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "chassis.run",
                service,
                env={**settings, "PORTICO_PROBE_PORT": str(ports[service])},
            )
            for service in SERVICES
        }
        for process in processes.values():
            ending.push_async_callback(_end, process)
        publisher, calls, operator_key = Publisher(connection), CallClient(connection), keys["PORTICO_OPERATOR_KEY"]
        suite = TracedSuite(vhost, edge_url, ports, publisher, calls, operator_key, processes)
        await suite.ready()
        yield suite


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()


def _free_ports(count: int) -> list[int]:
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    numbers = [one.getsockname()[1] for one in taken]
    for one in taken:
        one.close()
    return numbers


async def said_on(vhost: str, queue: str) -> list[CloudEvent]:
    """Take every event out of a queue of the test's own."""
    async with await aio_pika.connect(vhost) as connection, connection.channel() as channel:
        place, found = await channel.get_queue(queue), []
        while (message := await place.get(fail=False, no_ack=True)) is not None:
            found.append(CloudEvent.model_validate(json.loads(message.body)))
        return found
