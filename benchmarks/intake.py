"""Intake from a filled queue until records can be asked for and every event is published, against a bare loop.

The floor reads the same messages with aio-pika and `bulk_write`s rows of the same shape on the same indexes: nothing is
validated, typed, owned or said. Interleaved rounds, medians; with --profile also where a round of ours spends its time.
"""

import asyncio
import base64
import cProfile
import hashlib
import io
import json
import pstats
import secrets
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

import aio_pika
from bson import Decimal128
from pymongo import ReplaceOne

from actors import record_event
from chassis.keys import write_bytes
from chassis.mongo import Database
from chassis.run import spare_the_collector
from chassis.store_service import StoreService
from chassis.work import Work
from contracts.envelope import CONTENT_TYPE
from contracts.topology import BACKFILL_QUEUE, event_queue, of_tenant, shard_queue
from portico_operator.topology import declare
from records.gateways import clock
from records.gateways.line import Limits
from records.gateways.lines import Lines
from records.gateways.patience import Patience
from records.handlers.intake import IntakeDoor
from records.main import INDEXES, Parts
from records.ports import Delivery
from records.storage.passing import may_pass
from records.storage.rules import MongoRules
from stack import own_stack, wait_until_async
from stack.bench import Bench, made_bench, running
from stack.records_bench import MODULE

ROUNDS: Final = 5
EVENTS: Final = 5_000
AT_ONCE: Final = 500
PREFETCH: Final = 2_000
TENANT: Final = "acme"
FLOOR: Final = "floor"
WITHIN_S: Final = 120.0
USUAL_SILENCE: Final = timedelta(hours=1)


async def fill(amqp_url: str, queue: str, first: int) -> None:
    """Put a round's events on a queue, one a message."""
    async with await aio_pika.connect(amqp_url) as connection, connection.channel() as channel:
        for start in range(first, first + EVENTS, AT_ONCE):
            some = (record_event(TENANT, f"INV-{n:06}", 1) for n in range(start, start + AT_ONCE))
            bodies = [json.dumps(event).encode() for event in some]
            # The key is what the exchange would have routed by; a queue takes it through its own binding.
            exchange = channel.default_exchange if queue == FLOOR else await channel.get_exchange("backoffice.in")
            key = FLOOR if queue == FLOOR else f"{TENANT}.backoffice.record.upserted.v1"
            persistent = aio_pika.DeliveryMode.PERSISTENT
            await asyncio.gather(*(
                exchange.publish(aio_pika.Message(body, content_type=CONTENT_TYPE, delivery_mode=persistent), key)
                for body in bodies
            ))  # fmt: skip


class Ours:
    """The intake of records, line and door and relay, without the rest of its doors."""

    def __init__(self, bench: Bench) -> None:
        self.service = StoreService("records", bench.settings, indexes=INDEXES)
        self._amqp_url = bench.amqp_url
        database, transactor = self.service.database, self.service.transactor
        self._parts = Parts(
            database, transactor, write_bytes(secrets.token_bytes(32)), usual_silence=USUAL_SILENCE, most_exported=1
        )
        patience = Patience(database)
        self._door = IntakeDoor(transactor, self._parts.build, self._parts.sources, patience, may_pass, clock.now)
        self._taken = 0

    async def define(self) -> None:
        """Define the module."""

        async def put(work: Work) -> None:
            rules = MongoRules(work, self._parts.definitions)
            await rules.put_module("invoices", 1, MODULE)

        await self.service.transactor.run(TENANT, put)

    async def _take(self, queue: str, deliveries: Sequence[Delivery]) -> None:
        await self._door.take(queue, deliveries)
        self._taken += len(deliveries)

    async def per_second(self) -> float:
        """Work the queue off; tells events a second until the last is published."""
        self._taken = 0
        limits = Limits(PREFETCH, AT_ONCE, 4_000_000, 0.005)
        lines = Lines(self._amqp_url, limits, (shard_queue(0),), BACKFILL_QUEUE, self._take)
        began = time.perf_counter()
        working = asyncio.create_task(lines.run())
        await wait_until_async(self._done, WITHIN_S)
        took = time.perf_counter() - began
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        return EVENTS / took

    async def _done(self) -> bool:
        if self._taken < EVENTS:
            return False
        return not await self.service.database.raw["outbox"].count_documents({"pending": True}, limit=1)


def floor_row(event: dict[str, Any], *, guessable: bool) -> dict[str, Any]:
    """A row that every index knows as it knows ours.

    Our public ids are digests, in no sequence, and indexes feel that; `guessable` ones are the backoffice's own.
    """
    data = event["data"]
    digest = hashlib.sha256(data["record_id"].encode()).digest()[:18]
    key = data["record_id"] if guessable else base64.urlsafe_b64encode(digest).decode()
    values = {**data, "total": Decimal128(data["total"]), "balance": Decimal128(data["balance"])}
    account = data["accounts"][0]
    sort = {name: data[name].lower() for name in ("issued_on", "due_on", "title", "record_id")}
    sort["came_in"] = clock.now().isoformat()
    head = {"tenant": TENANT, "module": data["module"], "record_id": data["record_id"], "revision": data["revision"]}
    audience = [f"a:{account}", f"t:{account}", "e"]
    return {"_id": key, **head, "audience": audience, "values": values, "sort": sort}


async def floor_per_second(amqp_url: str, database: Database, *, guessable: bool) -> float:
    """Read, parse, write, acknowledge: events a second."""
    rows = database.raw["records"]
    batch: list[aio_pika.abc.AbstractIncomingMessage] = []
    full, done = asyncio.Event(), 0
    async with await aio_pika.connect(amqp_url) as connection, connection.channel(publisher_confirms=False) as channel:
        await channel.set_qos(prefetch_count=PREFETCH)
        queue = await channel.get_queue(FLOOR, ensure=False)

        async def collect(message: aio_pika.abc.AbstractIncomingMessage) -> None:
            batch.append(message)
            if len(batch) >= AT_ONCE:
                full.set()

        began = time.perf_counter()
        await queue.consume(collect)
        while done < EVENTS:
            await asyncio.wait_for(full.wait(), WITHIN_S)
            some = batch[:AT_ONCE]
            del batch[:AT_ONCE]
            if len(batch) < AT_ONCE:
                full.clear()
            made = [floor_row(json.loads(message.body), guessable=guessable) for message in some]
            writes = [ReplaceOne({"tenant": TENANT, "_id": row["_id"]}, row, upsert=True) for row in made]
            await rows.bulk_write(writes, ordered=False)
            await some[-1].ack(multiple=True)
            done += len(some)
        return EVENTS / (time.perf_counter() - began)


async def measure(bench: Bench) -> None:
    """Print both, their ratio, and what ours spends its time on."""
    async with await aio_pika.connect(bench.amqp_url) as connection, connection.channel() as channel:
        await declare(channel, of_tenant(TENANT, 0))
        await channel.declare_queue(FLOOR, durable=True, arguments=dict(event_queue(FLOOR).arguments))
    url = bench.settings.mongo_url.get_secret_value()
    floors = [Database(url, f"bench_floor_{kind}") for kind in ("digests", "guessable")]
    for database in floors:
        await database.ensure(INDEXES)
    ours = Ours(bench)
    async with running(ours.service):
        await ours.define()
        rates: tuple[list[float], ...] = ([], [], [])
        for number in range(ROUNDS + 1):
            round_of = []
            for guessable, database in enumerate(floors):
                await fill(bench.amqp_url, FLOOR, number * EVENTS)
                round_of.append(await floor_per_second(bench.amqp_url, database, guessable=bool(guessable)))
            await fill(bench.amqp_url, shard_queue(0), number * EVENTS)
            round_of.append(await ours.per_second())
            floor, guessed, mine = round_of
            print(f"   round {number}: floor {floor:6.0f}/s ({guessed:6.0f}/s), intake {mine:6.0f}/s", flush=True)
            if number:  # the first one warms up
                for told, rate in zip(rates, round_of, strict=True):
                    told.append(rate)
        floor, guessed, mine = (statistics.median(some) for some in rates)
        print(f"intake {mine:6.0f}/s, floor {floor:6.0f}/s, ratio {mine / floor:.2f}")
        print(f"intake {mine:6.0f}/s, floor with ids in sequence {guessed:6.0f}/s, ratio {mine / guessed:.2f}")
        if "--profile" in sys.argv:
            await fill(bench.amqp_url, shard_queue(0), (ROUNDS + 1) * EVENTS)
            await profile(ours)
    for database in floors:
        database.close()


async def profile(ours: Ours) -> None:
    """Print where a round's time goes."""
    profiler = cProfile.Profile()
    profiler.enable()
    await ours.per_second()
    profiler.disable()
    text = io.StringIO()
    pstats.Stats(profiler, stream=text).sort_stats("tottime").print_stats(30)
    print(text.getvalue())


async def main(amqp_url: str, mongo_url: str) -> None:
    """Measure on a fresh virtual host."""
    spare_the_collector()
    async with made_bench(amqp_url, mongo_url, "bench") as bench:
        await measure(bench)


if __name__ == "__main__":
    with own_stack() as stack:
        stack.ensure("rabbitmq", "mongodb")
        asyncio.run(main(stack.settings["PORTICO_AMQP_URL"], stack.settings["PORTICO_MONGO_URL"]))
