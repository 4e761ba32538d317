"""The bus as the edge uses it, on a real broker: events are there before the answer, calls nobody takes fail fast."""

import json
import time
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any, cast

import aio_pika
import pytest

from chassis.publisher import Publisher, connect
from chassis.service import Connected
from contracts.identity.people import ShowMe
from contracts.topology import STRAY_QUEUE, build, of_tenant, shard_queue
from edge.domain.refusal import NotConfirmed, Starting
from edge.gateways.bus import Bus
from portico_operator.topology import declare
from stack.bench import drain

KIND = "backoffice.record.deleted.v1"


@pytest.fixture
async def connection(own_vhost: str) -> AsyncIterator[Any]:
    """A connection to a virtual host with the topology and two tenants on it."""
    made = await connect(own_vhost, "edge")
    async with made:
        async with made.channel() as channel:
            await declare(channel, build())
            for number, tenant in enumerate(("acme", "globex")):
                await declare(channel, of_tenant(tenant, number))
        yield made


@pytest.fixture
async def bus(connection: Any) -> Bus:
    made = Bus()
    await made.open(cast("Connected", SimpleNamespace(connection=connection, publisher=Publisher(connection))))
    return made


async def _put(bus: Bus, key: str) -> None:
    await bus.put(
        key,
        b'{"id": "e1"}',
        content_type="application/cloudevents+json",
        message_id="e1",
        headers={"x-request-id": "r1"},
    )


async def test_an_event_waits_in_its_tenants_queue_for_good(bus: Bus, own_vhost: str) -> None:
    for tenant in ("acme", "globex"):
        await _put(bus, f"{tenant}.{KIND}")

    for number, tenant in enumerate(("acme", "globex")):
        [message] = await drain(own_vhost, shard_queue(number))
        assert message.routing_key == f"{tenant}.{KIND}"
        assert message.delivery_mode == aio_pika.DeliveryMode.PERSISTENT
        assert json.loads(message.body) == {"id": "e1"}


async def test_an_event_of_a_tenant_that_nobody_made_is_kept_apart(bus: Bus, own_vhost: str) -> None:
    await _put(bus, f"nobody.{KIND}")

    assert len(await drain(own_vhost, STRAY_QUEUE)) == 1


async def test_an_event_is_not_confirmed_without_a_broker(bus: Bus, connection: Any) -> None:
    await connection.close()

    with pytest.raises(NotConfirmed):
        await _put(bus, f"acme.{KIND}")


async def test_before_there_is_a_broker_everybody_is_told_to_wait() -> None:
    bus = Bus()

    with pytest.raises(Starting):
        await _put(bus, f"acme.{KIND}")
    with pytest.raises(Starting):
        await bus.send(ShowMe, b"{}", {})


async def test_a_call_that_has_no_queue_fails_at_once(bus: Bus, connection: Any) -> None:
    async with connection.channel() as channel:
        await channel.queue_delete(ShowMe.NAME)
    began = time.monotonic()

    answer = await bus.send(ShowMe, b"{}", {})

    assert answer.status == 503
    assert time.monotonic() - began < ShowMe.DEADLINE
