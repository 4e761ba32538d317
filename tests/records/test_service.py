"""The whole service on a real broker: from a tenant's routing key to what other services hear, and to the probes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aio_pika
import pytest

from actors import record_event
from actors.backoffice import backoffice_of
from chassis.call_client import CallClient, CallRefusedError
from chassis.event_batch import unpacked
from chassis.keys import new_signing_key, public_keys, write_bytes
from chassis.outbox import Outgoing
from chassis.publisher import Publisher, connect
from chassis.revocations import Beat
from chassis.store_service import StoreService
from chassis.tokens import TokenSigner
from contracts.message import Event
from contracts.portal_config.portals import PortalPublished
from contracts.portal_config.tenancy import ModuleDefined
from contracts.records.intake import PolicyChanged, RecordChanged
from contracts.records.viewing import ListRecords
from contracts.topology import EVENTS, build, of_tenant, shard_queue
from portico_operator.topology import declare
from records.main import make_app
from stack import wait_until_async
from stack.records_bench import MODULE, portal_document, user

SIGNING, OPERATOR = new_signing_key(), new_signing_key()
WITHIN_S = 20.0
BOTH = ["acme", "globex"]


@pytest.fixture
async def vhost(own_vhost: str, mongo_url: str, own_database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A virtual host with two tenants, and the environment of a replica on it."""
    environ = {
        "AMQP_URL": own_vhost,
        "MONGO_URL": mongo_url,
        "DATABASE_PREFIX": f"{own_database}_",
        "VERIFY_KEYS": public_keys(SIGNING),
        "OPERATOR_VERIFY_KEYS": public_keys(OPERATOR),
        "CURSOR_KEY": write_bytes(b"c" * 32),
    }
    for name, value in environ.items():
        monkeypatch.setenv(f"PORTICO_{name}", value)
    async with await aio_pika.connect(own_vhost) as connection, connection.channel() as channel:
        await declare(channel, build())
        for shard, tenant in enumerate(("acme", "globex")):
            await declare(channel, of_tenant(tenant, shard))
        heard = await channel.declare_queue("heard", durable=True)
        for name in (RecordChanged.NAME, PolicyChanged.NAME):
            await heard.bind(EVENTS, name)
    return own_vhost


@asynccontextmanager
async def replica() -> AsyncIterator[StoreService]:
    """A replica at work; it hears its own beats."""
    service = make_app()
    service.when_caught_up(lambda parts: Beat(parts.publisher))
    await service.start()
    try:

        async def ready() -> bool:
            return all((await service.health.ready()).values())

        await wait_until_async(ready, WITHIN_S)
        yield service
    finally:
        await service.stop()


async def say(publisher: Publisher, tenant: str, event: Event) -> None:
    """Publish an event as portal-config's relay does."""
    outgoing = Outgoing("portal-config", tenant)
    outgoing.add(event, None)
    row = outgoing.row()
    assert row is not None
    for one in row["messages"]:
        await publisher.publish(one["exchange"], one["key"], one["body"], message_id=one["id"], kind=one["type"])


async def test_from_a_routing_key_to_a_page_and_to_what_others_hear(vhost: str) -> None:
    async with replica(), replica(), await connect(vhost, "test") as connection:
        publisher, calls = Publisher(connection), CallClient(connection)
        for tenant in ("acme", "globex"):
            await say(publisher, tenant, ModuleDefined(module="invoices", revision=1, definition=MODULE))
            await say(publisher, tenant, PortalPublished(slug="customers", version=1, document=portal_document()))
            async with backoffice_of(tenant, vhost) as backoffice:
                events = [record_event(tenant, f"INV-{n}", revision) for n in range(20) for revision in (1, 2)]
                await asyncio.gather(*(backoffice.publish(event) for event in [*events, *events]))

        async def seen(tenant: str, count: int) -> None:
            token = "Bearer " + TokenSigner(SIGNING).sign(user(tenant))

            async def there() -> bool:
                try:
                    answer = await calls.call(ListRecords(module="invoices", limit=100), {"authorization": token})
                except CallRefusedError as refused:
                    if refused.problem.code != "records.no-portal":
                        raise
                    return False  # the portal is still on its way
                return [item["revision"] for item in answer.items] == [2] * count

            await wait_until_async(there, WITHIN_S)

        await seen("acme", 20)
        await seen("globex", 20)
        await everything_heard(vhost, lambda heard: len(last_changes(heard)) == 40 and policies(heard) == BOTH)


def policies(heard: list[dict[str, Any]]) -> list[str]:
    """Whose portal's version was told to be in force, each time it was."""
    return sorted(one["tenantid"] for one in heard if one["type"] == PolicyChanged.NAME)


def last_changes(heard: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """The records whose second revision was told of; the first may have been overtaken."""
    changed = (one for one in heard if one["type"] == RecordChanged.NAME and one["data"]["revision"] == 2)
    return {(one["tenantid"], one["data"]["record_id"]) for one in changed}


async def everything_heard(vhost: str, complete: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
    """What went out on the events' exchange, once it is complete."""
    heard: list[dict[str, Any]] = []
    async with await aio_pika.connect(vhost) as connection, connection.channel() as channel:
        queue = await channel.get_queue("heard", ensure=False)

        async def enough() -> bool:
            while (message := await queue.get(fail=False, no_ack=True)) is not None:
                heard.extend(one.event for one in unpacked(message.body, message.content_type))
            return complete(heard)

        await wait_until_async(enough, WITHIN_S)
    return heard


async def test_a_replica_that_stops_gives_nothing_back_unfinished(vhost: str) -> None:
    async with replica() as service, await connect(vhost, "test") as connection:
        await say(Publisher(connection), "acme", ModuleDefined(module="invoices", revision=1, definition=MODULE))
        database = service.database.raw

        async def defined() -> bool:
            return await database["modules"].count_documents({}) == 1

        await wait_until_async(defined, WITHIN_S)
        async with backoffice_of("acme", vhost) as backoffice:
            await asyncio.gather(*(backoffice.publish(record_event("acme", f"INV-{n}", 1)) for n in range(300)))
    async with await aio_pika.connect(vhost) as reading, reading.channel() as channel:
        queue = await channel.get_queue(shard_queue(0), ensure=False)
        left = []
        while (message := await queue.get(fail=False, no_ack=True)) is not None:
            left.append(message)
    assert not [message for message in left if message.redelivered]
    async with replica() as service:
        assert await service.database.raw["records"].count_documents({}) + len(left) == 300
