"""Services of a test's own on a virtual host of its own: real doors, real broker, real database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aio_pika
from pydantic import SecretStr

from chassis.call_client import CallClient
from chassis.keys import new_signing_key, public_keys
from chassis.publisher import Publisher, connect
from chassis.revocations import Beat
from chassis.settings import StoreSettings
from chassis.store_service import StoreService
from chassis.tokens import TokenSigner
from contracts.message import Who
from contracts.principal import Principal
from contracts.topology import build
from portico_operator.topology import declare

SIGNING_KEY = new_signing_key()
OPERATOR_KEY = new_signing_key()
THERE_WITHIN_S = 60.0


@dataclass
class Bench:
    """A virtual host with the topology on it, and what is needed to start services there."""

    amqp_url: str
    settings: StoreSettings
    publisher: Publisher
    calls: CallClient

    def service(self, name: str) -> StoreService:
        """A service that has its own name, database and beats."""
        service = StoreService(name, self.settings)
        service.when_caught_up(lambda parts: Beat(parts.publisher))
        return service

    def token(self, tenant: str, **claims: object) -> str:
        """An access token of a user of this tenant."""
        who = Principal(Who.USER, tenant=tenant, subject="u-1", session="s-1", membership="m-1", **claims)  # type: ignore[arg-type]
        return "Bearer " + TokenSigner(SIGNING_KEY).sign(who)


@asynccontextmanager
async def made_bench(vhost: str, mongo_url: str, prefix: str) -> AsyncIterator[Bench]:
    """The topology on this virtual host, and a bench upon it."""
    settings = StoreSettings(
        amqp_url=SecretStr(vhost),
        mongo_url=SecretStr(mongo_url),
        database_prefix=f"{prefix}_",
        verify_keys=public_keys(SIGNING_KEY),
        operator_verify_keys=public_keys(OPERATOR_KEY),
    )
    async with asyncio.timeout(THERE_WITHIN_S):  # a service waits for a broker for ever; a test does not
        connection = await connect(vhost, "test")
    async with connection:
        async with asyncio.timeout(THERE_WITHIN_S), connection.channel() as channel:
            await declare(channel, build())
        yield Bench(vhost, settings, Publisher(connection), CallClient(connection))


@asynccontextmanager
async def running(service: StoreService) -> AsyncIterator[StoreService]:
    """The service, started, and stopped in the end."""
    async with asyncio.timeout(THERE_WITHIN_S):
        await service.start()
    try:
        yield service
    finally:
        await service.stop()


async def drain(amqp_url: str, queue: str) -> list[aio_pika.abc.AbstractIncomingMessage]:
    """Everything that waits in a queue now."""
    found = []
    async with await aio_pika.connect(amqp_url) as connection, connection.channel() as channel:
        place = await channel.get_queue(queue, ensure=False)
        while (message := await place.get(fail=False, no_ack=True)) is not None:
            found.append(message)
    return found
