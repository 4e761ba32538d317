"""The publisher: what the broker did not take is told, in time, and costs neither channels nor the next publish."""

import asyncio
from collections.abc import AsyncIterator

import aio_pika
import pytest

from chassis.publisher import CLOSE_SECONDS, CONFIRM_SECONDS, NotPublishedError, Publisher, connect
from stack import wait_until_async
from stack.proxy import proxy_to


@pytest.fixture
async def broker(own_vhost: str) -> AsyncIterator[aio_pika.abc.AbstractRobustConnection]:
    async with asyncio.timeout(60):  # a service waits for a broker for ever; a test does not
        connection = await connect(own_vhost, "publishing")
    async with connection:
        yield connection


async def _channels(connection: aio_pika.abc.AbstractRobustConnection) -> int:
    """How many channels are open, by what the client itself keeps."""
    transport = connection.transport
    assert transport is not None
    return len([channel for channel in transport.connection.channels.values() if channel is not None])


async def test_what_the_broker_returns_or_refuses_is_not_published(
    broker: aio_pika.abc.AbstractRobustConnection,
) -> None:
    publisher = Publisher(broker)
    async with broker.channel() as channel:
        await channel.declare_exchange("lonely", aio_pika.ExchangeType.TOPIC)
        full = {"x-max-length": 1, "x-overflow": "reject-publish"}  # a quorum queue would let a few more in
        await channel.declare_queue("small", durable=True, arguments=full)
    before = await _channels(broker)
    for _ in range(20):
        with pytest.raises(NotPublishedError):
            await publisher.publish("lonely", "nobody.listens", b"{}")
    await publisher.publish("", "small", b"{}")
    refused = await asyncio.gather(*(publisher.publish("", "small", b"{}") for _ in range(10)), return_exceptions=True)
    assert set(map(type, refused)) == {NotPublishedError}
    with pytest.raises(NotPublishedError):
        await publisher.publish("", "no-such-queue", b"{}")
    assert await _channels(broker) - before <= 1


async def test_a_missing_exchange_costs_one_publish_only(broker: aio_pika.abc.AbstractRobustConnection) -> None:
    publisher = Publisher(broker)
    async with broker.channel() as channel:
        await channel.declare_queue("there", durable=True)
    for _ in range(3):
        with pytest.raises(NotPublishedError):
            await publisher.publish("no-such-exchange", "x", b"{}")
        await publisher.publish("", "there", b"{}")


async def test_two_hundred_first_publishes_share_one_channel(broker: aio_pika.abc.AbstractRobustConnection) -> None:
    publisher = Publisher(broker)
    async with broker.channel() as channel:
        await channel.declare_queue("there", durable=True)
    before = await _channels(broker)
    await asyncio.gather(*(publisher.publish("", "there", b"%d" % number) for number in range(200)))
    assert await _channels(broker) == before + 1
    async with broker.channel() as channel:
        queue = await channel.get_queue("there")
        got = [int((await queue.get(no_ack=True)).body) for _ in range(200)]
    assert got == list(range(200))


async def test_a_frozen_broker_costs_a_publish_its_time_and_no_more(own_vhost: str) -> None:
    async with proxy_to(own_vhost) as proxy:
        connection = await connect(proxy.instead_of(own_vhost), "frozen")
        async with connection.channel() as channel:
            await channel.declare_queue("there", durable=True)
        publisher = Publisher(connection)
        await publisher.publish("", "there", b"{}")
        proxy.freeze()
        async with asyncio.timeout(CONFIRM_SECONDS + CLOSE_SECONDS + 2):
            with pytest.raises(NotPublishedError):
                await publisher.publish("", "there", b"{}")
        proxy.thaw()
        await wait_until_async(lambda: _published(publisher), 20)
        await connection.close()


async def _published(publisher: Publisher) -> bool:
    try:
        await publisher.publish("", "there", b"{}")
    except NotPublishedError:
        return False
    return True
