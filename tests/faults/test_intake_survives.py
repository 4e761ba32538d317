"""20,000 events, each twice and shuffled, while parts are killed: the end is as if nothing had happened."""

import asyncio
import json
import random
from collections.abc import AsyncIterator
from typing import Any

import aio_pika
import pytest
from aio_pika.exceptions import AMQPError

from actors import Http, Tenant, new_tenant, record_event
from actors.backoffice import Event
from actors.customer import Customer, invited_customer
from actors.http import opened
from chassis.event_batch import unpacked
from contracts.catalogue import CONSUMERS
from contracts.records.intake import RecordChanged
from contracts.topology import BACKFILL_QUEUE, EVENTS, SHARDS, STRAY_QUEUE, dead_name, shard_queue
from portico_local.stack import Stack
from stack import wait_until, wait_until_async

pytestmark = pytest.mark.alone
RECORDS, REVISIONS, BROKEN = 2_000, 10, 10
IN_FLIGHT = 200
WITHIN_S = 240
OBSERVER = "test.observer"


@pytest.fixture(scope="module")
async def http(own_suite: Stack) -> AsyncIterator[Http]:
    async with opened(own_suite.edge_url) as client:
        yield client


def _events(tenant: str, shuffle: random.Random) -> list[bytes]:
    """Every revision of every record, and the broken ones; each twice, shuffled."""
    whole = [
        record_event(tenant, f"INV-{number:04}", revision, total=f"{revision}.00")
        for number in range(RECORDS)
        for revision in range(1, REVISIONS + 1)
    ]
    broken = [record_event(tenant, f"BAD-{number}", 1, total="NaN") for number in range(BROKEN)]
    bodies = [json.dumps(event).encode() for event in (*whole, *broken)] * 2
    shuffle.shuffle(bodies)
    return bodies


async def _publish_all(tenant: Tenant, bodies: list[bytes], half_way: asyncio.Event) -> None:
    """Publish with confirms, again until confirmed, as a backoffice does that loses nothing."""
    window = asyncio.Semaphore(IN_FLIGHT)
    done = 0
    connection = await aio_pika.connect_robust(tenant.amqp_url, reconnect_interval=0.5)
    async with connection:
        channel = await connection.channel(publisher_confirms=True)
        exchange = await channel.get_exchange("backoffice.in", ensure=False)
        key = f"{tenant.name}.backoffice.record.upserted.v1"

        async def publish(body: bytes) -> None:
            nonlocal done
            message = aio_pika.Message(
                body, content_type="application/cloudevents+json", delivery_mode=aio_pika.DeliveryMode.PERSISTENT
            )
            async with window:
                while True:
                    try:
                        await exchange.publish(message, key, timeout=10)
                        break
                    except (AMQPError, RuntimeError, OSError, TimeoutError):
                        await asyncio.wait_for(connection.connected.wait(), 60)
            done += 1
            if done == len(bodies) // 2:
                half_way.set()

        await asyncio.gather(*(publish(body) for body in bodies))


async def _observe(stack: Stack) -> None:
    """Keep every change that is published."""
    async with await aio_pika.connect(stack.settings["PORTICO_AMQP_URL"]) as connection:
        channel = await connection.channel()
        queue = await channel.declare_queue(OBSERVER, durable=True, arguments={"x-queue-type": "quorum"})
        await queue.bind(EVENTS, RecordChanged.NAME)


async def _drain(stack: Stack, name: str) -> list[Event]:
    found: list[Event] = []
    async with await aio_pika.connect(stack.settings["PORTICO_AMQP_URL"]) as connection:
        channel = await connection.channel()
        queue = await channel.get_queue(name, ensure=False)
        while (message := await queue.get(fail=False, no_ack=True, timeout=30)) is not None:
            found += [one.event for one in unpacked(message.body, message.content_type)]
    return found


async def _break_things(stack: Stack, half_way: asyncio.Event) -> None:
    """`kill -9` of records three times, of the relay between publishing and its note; one restart of the broker."""
    await half_way.wait()
    records = stack.services["records"]
    for _ in range(3):
        await asyncio.to_thread(records.restart, killing=True)
    relay = await asyncio.to_thread(stack.replica, "records", {"PORTICO_FAULTS": "outbox.after_publish"}, ready=False)
    await asyncio.to_thread(records.kill)
    await asyncio.to_thread(wait_until, lambda: not relay.is_alive, 90)
    await asyncio.to_thread(stack.parts["rabbitmq"].restart)
    await asyncio.to_thread(records.restart)


async def test_nothing_is_lost_doubled_or_left_over(own_suite: Stack, http: Http) -> None:
    tenant, other = [await new_tenant(http, own_suite.settings) for _ in range(2)]
    customer, stranger = await invited_customer(tenant), await invited_customer(other)
    await _observe(own_suite)
    half_way = asyncio.Event()
    bodies = _events(tenant.name, random.Random(20261122))
    breaking = asyncio.create_task(_break_things(own_suite, half_way))
    await _publish_all(tenant, bodies, half_way)
    await breaking
    await tenant.sign_in_owner()
    found = await _final_records(http, tenant, customer)
    assert {row["record_id"]: (row["revision"], row["total"]) for row in found} == {
        f"INV-{number:04}": (REVISIONS, f"{REVISIONS}.00") for number in range(RECORDS)
    }
    assert await stranger.records() == []
    await _changes_were_published(own_suite, tenant)
    await _nothing_is_dead(own_suite)
    quarantine = await http.get("/backoffice/v1/quarantine?limit=100", token=tenant.staff_token)
    assert len(quarantine.body["items"]) == BROKEN


async def _final_records(http: Http, tenant: Tenant, customer: Customer) -> list[dict[str, Any]]:
    """The records, once every one is at its last revision and the broken ones are in quarantine."""

    async def settled() -> list[dict[str, Any]] | None:
        quarantine = await http.get("/backoffice/v1/quarantine?limit=100", token=tenant.staff_token)
        if quarantine.status != 200 or len(quarantine.body["items"]) < BROKEN:
            return None
        refreshed = await http.post("/api/v1/auth/refresh", {"refresh_token": customer.tokens["refresh_token"]})
        if refreshed.status == 200:
            customer.tokens = {**customer.tokens, **refreshed.body}
        found = await customer.records()
        last = [row for row in found if row["revision"] == REVISIONS]
        return found if len(last) == RECORDS else None

    found = await wait_until_async(settled, WITHIN_S)
    assert found is not None
    return found


async def _changes_were_published(stack: Stack, tenant: Tenant) -> None:
    last: dict[str, int] = {}
    ids: dict[tuple[str, int], set[str]] = {}

    async def all_there() -> bool:
        for event in await _drain(stack, OBSERVER):
            data = event["data"]
            if event["tenantid"] == tenant.name:
                last[data["record_id"]] = max(data["revision"], last.get(data["record_id"], 0))
                ids.setdefault((data["record_id"], data["revision"]), set()).add(event["id"])
        return len(last) == RECORDS and set(last.values()) == {REVISIONS}

    await wait_until_async(all_there, WITHIN_S)
    doubled = {key: found for key, found in ids.items() if len(found) > 1}
    assert not doubled, "one change, one event: what is published again has the same id"


async def _nothing_is_dead(stack: Stack) -> None:
    homes = [*(shard_queue(n) for n in range(SHARDS)), BACKFILL_QUEUE, STRAY_QUEUE, *(c.queue for c in CONSUMERS)]
    dead = {name: await _drain(stack, dead_name(name)) for name in homes}
    assert not {name: found for name, found in dead.items() if found}
