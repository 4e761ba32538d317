"""What we rely on in FastStream (and aio-pika), so that an upgrade tells what changed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aio_pika
import pytest
from faststream.rabbit import Channel, RabbitBroker, RabbitMessage, RabbitResponse
from faststream.rabbit.subscriber import RabbitSubscriber

from chassis.consuming import cancel, is_consuming, make_broker, subscribe_calls, subscribe_events
from stack import wait_until_async

QUEUE = "testing.queue"
Handler = Callable[[RabbitMessage], Awaitable[Any]]
Subscribe = Callable[[RabbitBroker, str, Channel, Handler], RabbitSubscriber]


@dataclass
class Desk:
    """A queue with one subscriber, and a channel of the test's own."""

    channel: aio_pika.abc.AbstractChannel
    url: str
    got: list[RabbitMessage] = field(default_factory=list)
    end: asyncio.Event = field(default_factory=asyncio.Event)
    most_at_once: int = 0
    now: int = 0

    async def put(self, *bodies: bytes, **properties: Any) -> None:
        """Put messages into the queue."""
        for body in bodies:
            await self.channel.default_exchange.publish(aio_pika.Message(body, **properties), QUEUE)

    async def left(self) -> int:
        """How many messages wait in the queue."""
        declared = await (await self.channel.get_queue(QUEUE, ensure=False)).declare()
        return declared.message_count or 0

    @asynccontextmanager
    async def served(
        self, subscribe: Subscribe, handler: Handler, prefetch: int = 5
    ) -> AsyncIterator[tuple[RabbitBroker, RabbitSubscriber]]:
        """The queue with this handler on it."""
        broker = make_broker(self.url, "testing", stop_deadline=5)
        subscriber = subscribe(broker, QUEUE, Channel(prefetch_count=prefetch, publisher_confirms=False), handler)
        await broker.start()
        try:
            yield broker, subscriber
        finally:
            await broker.stop()

    async def hold(self, message: RabbitMessage) -> None:
        """A handler that keeps what it gets until the test lets go, and then acknowledges."""
        self.got.append(message)
        self.now += 1
        self.most_at_once = max(self.most_at_once, self.now)
        await self.end.wait()
        self.now -= 1
        await message.ack()


@pytest.fixture
async def desk(own_vhost: str) -> AsyncIterator[Desk]:
    async with await aio_pika.connect(own_vhost) as connection, connection.channel() as channel:
        await channel.declare_queue(QUEUE, durable=True, arguments={"x-queue-type": "quorum"})
        yield Desk(channel, own_vhost)


async def _as_many(things: list[Any], number: int) -> bool:
    return len(things) >= number


async def test_a_handler_gets_the_message_itself_with_its_bytes(desk: Desk) -> None:
    desk.end.set()
    async with desk.served(subscribe_events, desk.hold):
        await desk.put(b"not json \xff", headers={"x-attempt": 3}, message_id="m-1", content_type="application/json")
        await wait_until_async(lambda: _as_many(desk.got, 1))
    (message,) = desk.got
    assert (message.body, message.headers["x-attempt"], message.message_id) == (b"not json \xff", 3, "m-1")
    assert message.raw_message.redelivered is False


async def test_the_private_attributes_that_we_use_exist(desk: Desk) -> None:
    async with desk.served(subscribe_events, desk.hold) as (_, subscriber):
        assert isinstance(subscriber._consumer_tag, str)
        assert subscriber._queue_obj is not None
        assert not subscriber._queue_obj.channel.is_closed
        assert callable(subscriber._queue_obj.cancel)


async def test_cancel_takes_nothing_more_while_what_runs_goes_on(desk: Desk) -> None:
    async with desk.served(subscribe_events, desk.hold) as (broker, subscriber):
        await desk.put(b"1", b"2")
        await wait_until_async(lambda: _as_many(desk.got, 2))
        await cancel(subscriber)
        await cancel(subscriber)  # a second one does no harm
        await desk.put(b"3")
        stopping = asyncio.create_task(broker.stop())
        await wait_until_async(lambda: _has_left(desk, 1))
        assert not stopping.done()
        desk.end.set()
        await stopping
    assert [message.body for message in desk.got] == [b"1", b"2"]
    assert await desk.left() == 1


async def _has_left(desk: Desk, number: int) -> bool:
    return await desk.left() == number


async def test_prefetch_bounds_what_is_in_hand(desk: Desk) -> None:
    async with desk.served(subscribe_events, desk.hold, prefetch=3):
        await desk.put(*(b"%d" % number for number in range(10)))
        await wait_until_async(lambda: _as_many(desk.got, 3))
        assert await desk.left() == 7
        desk.end.set()
        await wait_until_async(lambda: _as_many(desk.got, 10))
    assert desk.most_at_once <= 3


async def test_an_event_that_its_handler_does_not_acknowledge_comes_again(desk: Desk) -> None:
    async def forget(message: RabbitMessage) -> None:
        desk.got.append(message)

    async with desk.served(subscribe_events, forget):
        await desk.put(b"1")
        await wait_until_async(lambda: _as_many(desk.got, 1))
    async with desk.served(subscribe_events, forget):
        await wait_until_async(lambda: _as_many(desk.got, 2))
    assert desk.got[1].raw_message.redelivered


async def test_an_answer_goes_back_with_its_headers_and_to_nobody_who_has_gone(desk: Desk) -> None:
    async def answer(message: RabbitMessage) -> RabbitResponse:
        desk.got.append(message)
        return RabbitResponse(b'{"a": 1}', mandatory=False, headers={"x-status": 200}, content_type="application/json")

    replies = await desk.channel.declare_queue(exclusive=True)
    async with desk.served(subscribe_calls, answer):
        await desk.put(b"{}", reply_to="reply.of-nobody", correlation_id="c-1")
        await desk.put(b"{}", reply_to=replies.name, correlation_id="c-2")
        reply = await wait_until_async(lambda: replies.get(fail=False, no_ack=True))
        assert reply is not None
        assert (reply.correlation_id, reply.body, reply.headers["x-status"]) == ("c-2", b'{"a": 1}', 200)
        assert reply.content_type == "application/json"
        assert reply.delivery_mode == aio_pika.DeliveryMode.NOT_PERSISTENT
    assert await desk.left() == 0  # both are acknowledged: nobody's absence undoes finished work
    assert len(desk.got) == 2


async def test_a_queue_is_not_declared_anew(desk: Desk) -> None:
    # The topology is the operator's; a subscriber that declared would fail on the arguments, or make a queue unbound.
    async with desk.served(subscribe_events, desk.hold) as (_, subscriber):
        assert await is_consuming(subscriber)


async def test_a_consumer_that_the_broker_took_away_is_noticed(desk: Desk) -> None:
    async with desk.served(subscribe_events, desk.hold) as (_, subscriber):
        assert await is_consuming(subscriber)
        await cancel(subscriber)
        assert not await is_consuming(subscriber)


async def test_before_the_start_there_is_no_consumer(desk: Desk) -> None:
    broker = make_broker(desk.url, "testing", stop_deadline=5)
    subscriber = subscribe_events(broker, QUEUE, Channel(), desk.hold)
    assert not await is_consuming(subscriber)
    await cancel(subscriber)


async def test_a_broker_that_is_away_answers_no_ping() -> None:
    broker = make_broker("amqp://127.0.0.1:9/", "testing", stop_deadline=5)
    assert await broker.ping(0.5) is False
