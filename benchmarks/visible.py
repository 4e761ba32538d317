"""From publishing to visible: p50 and p99 through the customer's API, at 500 events a second, against a bare way.

The bare way is an aio-pika consumer that writes each event by itself and a reader that asks MongoDB for the row. Both
have the same load, and some events are looked for until they are there. Interleaved rounds.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import aio_pika
import aiohttp
from aio_pika.abc import AbstractExchange, AbstractIncomingMessage
from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorCollection

from actors import Customer, Tenant, invited_customer, new_tenant, record_event
from actors.http import opened
from contracts.envelope import CONTENT_TYPE
from portico_local.stack import Stack
from records.domain.public_id import public_id
from stack import own_stack

PER_SECOND: Final = 500
SECONDS: Final = 4
ROUNDS: Final = 5
EACH: Final = 50
"""One event of so many is looked for: the looking itself must not be what the edge is busy with."""
LOOK_AGAIN_S: Final = 0.002
WITHIN_S: Final = 30
UNLIMITED: Final = {"PORTICO_RATE_READ": "100000000"}

Publish = Callable[[dict[str, Any]], Awaitable[object]]
Look = Callable[[str], Awaitable[bool]]
"""Tells whether the record of this `record_id` is there."""


@dataclass(frozen=True)
class Way:
    """A way from a publisher to a reader."""

    tenant: str
    publish: Publish
    look: Look


async def until_seen(way: Way, record_id: str, began: float) -> float:
    """Seconds from publishing until it is there."""
    async with asyncio.timeout(WITHIN_S):
        while not await way.look(record_id):  # noqa: ASYNC110  nobody tells when a page would show it
            await asyncio.sleep(LOOK_AGAIN_S)
    return time.perf_counter() - began


async def play(way: Way, first: int) -> list[float]:
    """Publish at a steady rate; seconds of those that were looked for."""
    looking: list[asyncio.Task[float]] = []
    sending: list[asyncio.Task[object]] = []
    start = time.perf_counter()
    for number in range(PER_SECOND * SECONDS):
        due = start + number / PER_SECOND
        if (early := due - time.perf_counter()) > 0:
            await asyncio.sleep(early)
        record_id, began = f"INV-{first + number:06}", time.perf_counter()
        event = record_event(way.tenant, record_id, 1)
        sending.append(asyncio.ensure_future(way.publish(event)))
        if number % EACH == 0:
            looking.append(asyncio.create_task(until_seen(way, record_id, began)))
    await asyncio.gather(*sending)
    return list(await asyncio.gather(*looking))


def publisher(exchange: AbstractExchange, key: str) -> Publish:
    """Publish with confirms, as a backoffice does."""

    async def publish(event: dict[str, Any]) -> object:
        body = json.dumps(event).encode()
        persistent = aio_pika.DeliveryMode.PERSISTENT
        return await exchange.publish(aio_pika.Message(body, content_type=CONTENT_TYPE, delivery_mode=persistent), key)

    return publish


def portico(
    tenant: Tenant, customer: Customer, url: str, exchange: AbstractExchange, http: aiohttp.ClientSession
) -> Way:
    """Through Portico: the intake, and the customer's API."""
    headers = {"Authorization": f"Bearer {customer.token}"}

    async def look(record_id: str) -> bool:
        path = f"/api/v1/records/invoices/{public_id(tenant.name, 'invoices', record_id)}"
        async with http.get(url + path, headers=headers) as answer:
            await answer.read()
            assert answer.status in (200, 404), answer.status
            return answer.status == 200

    return Way(tenant.name, publisher(exchange, f"{tenant.name}.backoffice.record.upserted.v1"), look)


async def bare(stack: Stack, connection: aio_pika.abc.AbstractConnection) -> Way:
    """With raw drivers: a row an event."""
    client: AsyncIOMotorClient[dict[str, Any]] = AsyncIOMotorClient(stack.settings["PORTICO_MONGO_URL"])
    rows: AsyncIOMotorCollection[dict[str, Any]] = client["bench_floor"]["records"]
    channel = await connection.channel(publisher_confirms=False)
    await channel.set_qos(prefetch_count=200)
    queue = await channel.declare_queue("floor", durable=True, arguments={"x-queue-type": "quorum"})

    async def take(message: AbstractIncomingMessage) -> None:
        data = json.loads(message.body)["data"]
        await rows.replace_one({"_id": data["record_id"]}, data, upsert=True)
        await message.ack()

    await queue.consume(take)
    sending = await connection.channel()

    async def look(record_id: str) -> bool:
        return await rows.find_one({"_id": record_id}) is not None

    return Way("acme", publisher(sending.default_exchange, "floor"), look)


def told(took: list[float]) -> tuple[float, float]:
    """Milliseconds: p50 and p99."""
    ordered = sorted(took)
    return ordered[len(ordered) // 2] * 1000, ordered[int(len(ordered) * 0.99)] * 1000


async def measure(stack: Stack, edge_url: str) -> None:
    """Print both and their ratio."""
    async with opened(stack.edge_url) as http:
        tenant = await new_tenant(http, stack.settings)
        customer = await invited_customer(tenant)
    operator = await aio_pika.connect(stack.settings["PORTICO_AMQP_URL"])
    backoffice = await aio_pika.connect(tenant.amqp_url)
    async with operator, backoffice, aiohttp.ClientSession() as session:
        exchange = await (await backoffice.channel()).get_exchange("backoffice.in", ensure=False)
        ways = (portico(tenant, customer, edge_url, exchange, session), await bare(stack, operator))
        took: tuple[list[float], list[float]] = ([], [])
        for number in range(ROUNDS + 1):
            for found, way in zip(took, ways, strict=True):
                seconds = await play(way, number * PER_SECOND * SECONDS)
                found.extend(seconds if number else [])  # the first round warms up
    (mine, mine99), (floor, floor99) = (told(found) for found in took)
    print(f"{PER_SECOND} events/s: visible after p50 {mine:.1f} ms, p99 {mine99:.1f} ms")
    print(f"   bare: p50 {floor:.1f} ms, p99 {floor99:.1f} ms; ratio {floor / mine:.2f}, p99 {floor99 / mine99:.2f}")


def main() -> None:
    """Measure on a stack of its own."""
    with own_stack() as stack:
        stack.start_all()
        edge = stack.replica("edge", UNLIMITED)
        asyncio.run(measure(stack, edge.url))


if __name__ == "__main__":
    main()
