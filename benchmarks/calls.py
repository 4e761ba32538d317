"""A call through the chassis (token kept, validated in and out) against raw aio-pika request/reply; no HTTP in either.

Interleaved rounds, medians; the ratio is chassis to floor at 1, 16 and 64 calls in flight. Beside them FastStream
alone: the floor's caller asks a bare FastStream subscriber, so that what is lost there is FastStream's, the rest ours.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import aio_pika
import uvloop
from aio_pika.abc import AbstractIncomingMessage
from faststream.rabbit import Channel, RabbitMessage, RabbitQueue

from chassis.call_router import CallRouter
from chassis.consuming import make_broker
from chassis.work import Work
from contracts.identity.people import ListMemberships, Memberships
from contracts.identity.sessions import Membership
from contracts.principal import Principal
from stack import own_stack
from stack.bench import Bench, made_bench, running

ROUNDS: Final = 5
CALLS: Final = 600
IN_FLIGHT: Final = (1, 16, 64)
ITEMS: Final = tuple(
    Membership(id=f"m{n}", portal="acme/customers", portal_name="Acme customers", account_id=f"C-{n}")
    for n in range(20)
)
ANSWER: Final = Memberships(items=ITEMS)
BODY: Final = ANSWER.model_dump_json().encode()
PREFETCH: Final = 32


@dataclass
class Nothing:
    work: Work


router: CallRouter[Nothing] = CallRouter()


@router.call(ListMemberships)
async def on_list(_request: ListMemberships, _who: Principal, _use: Nothing) -> Memberships:
    """Answer twenty memberships."""
    return ANSWER


Call = Callable[[], Awaitable[object]]


async def raw_server(amqp_url: str, queue_name: str) -> None:
    """Reply with nothing but aio-pika."""
    serving = await (await aio_pika.connect(amqp_url)).channel(publisher_confirms=False)
    await serving.set_qos(prefetch_count=PREFETCH)
    queue = await serving.declare_queue(queue_name, auto_delete=True)

    async def answer(message: AbstractIncomingMessage) -> None:
        reply = aio_pika.Message(BODY, correlation_id=message.correlation_id)
        await serving.default_exchange.publish(reply, message.reply_to or "", mandatory=False)
        await message.ack()

    await queue.consume(answer)


async def faststream_server(amqp_url: str, queue_name: str) -> None:
    """Reply with a FastStream subscriber that does nothing else: no types, no middleware, no logs."""
    broker = make_broker(amqp_url, "bench", stop_deadline=1)

    @broker.subscriber(RabbitQueue(queue_name, auto_delete=True), channel=Channel(prefetch_count=PREFETCH))
    async def answer(_message: RabbitMessage) -> bytes:
        return BODY

    await broker.start()


async def raw_caller(amqp_url: str, queue_name: str) -> Call:
    """Ask with nothing but aio-pika."""
    client = await (await aio_pika.connect(amqp_url)).channel(publisher_confirms=True)
    replies = await client.declare_queue(exclusive=True)
    waiting: dict[str, asyncio.Future[bytes]] = {}

    async def on_reply(message: AbstractIncomingMessage) -> None:
        waiting.pop(message.correlation_id or "").set_result(message.body)

    await replies.consume(on_reply, no_ack=True)
    count = 0

    async def call() -> bytes:
        nonlocal count
        count += 1
        future: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        waiting[str(count)] = future
        message = aio_pika.Message(b"{}", correlation_id=str(count), reply_to=replies.name)
        await client.default_exchange.publish(message, queue_name)
        return await future

    return call


async def per_second(call: Call, in_flight: int) -> float:
    """Calls per second with so many at once."""
    left = CALLS

    async def worker() -> None:
        nonlocal left
        while left > 0:
            left -= 1
            await call()

    started = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(in_flight)))
    return CALLS / (time.perf_counter() - started)


async def measure(bench: Bench) -> None:
    """Print calls per second of both and their ratio."""
    service = bench.service("bench")
    service.calls(router, Nothing)
    async with running(service):
        headers = {"authorization": bench.token("acme")}
        await raw_server(bench.amqp_url, "floor")
        await faststream_server(bench.amqp_url, "faststream")
        floor = await raw_caller(bench.amqp_url, "floor")
        faststream = await raw_caller(bench.amqp_url, "faststream")

        async def through_chassis() -> object:
            return await bench.calls.send(ListMemberships, b"{}", headers)

        contenders: tuple[Call, ...] = (floor, faststream, through_chassis)
        for in_flight in IN_FLIGHT:
            rates: tuple[list[float], ...] = ([], [], [])
            for _ in range(ROUNDS):
                for told, call in zip(rates, contenders, strict=True):
                    told.append(await per_second(call, in_flight))
            raw, alone, chassis = (statistics.median(told) for told in rates)
            print(
                f"{in_flight:3} in flight: chassis {chassis:6.0f}/s, raw {raw:6.0f}/s, ratio {chassis / raw:.2f}"
                f" | FastStream alone {alone:6.0f}/s, {alone / raw:.2f} of raw"
            )


async def main(amqp_url: str, mongo_url: str) -> None:
    """Measure on a fresh virtual host."""
    async with made_bench(amqp_url, mongo_url, "bench") as bench:
        await measure(bench)


if __name__ == "__main__":
    with own_stack() as stack, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        stack.ensure("rabbitmq", "mongodb")
        runner.run(main(stack.settings["PORTICO_AMQP_URL"], stack.settings["PORTICO_MONGO_URL"]))
