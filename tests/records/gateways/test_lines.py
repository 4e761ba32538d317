"""The intake's own lines to a real broker: batches, backfill, lost channels, a clean stop."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aio_pika
import pytest

from actors.backoffice import Backoffice, backoffice_of
from contracts.topology import (
    BACKFILL_QUEUE,
    STRAY_QUEUE,
    build,
    of_tenant,
    shard_queue,
)
from portico_operator.topology import declare
from records.gateways.line import Limits
from records.gateways.lines import Lines
from records.main import LIVE
from records.ports import Delivery
from stack import wait_until_async

LIMITS = Limits(prefetch=1_000, deliveries=50, size=100_000, gather=0.005)


@dataclass
class Taken:
    """Takes batches, and stands still where it is told to."""

    batches: list[tuple[str, list[Delivery]]] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    fails: int = 0

    async def __call__(self, queue: str, batch: Sequence[Delivery]) -> None:
        await self.open.wait()
        if self.fails:
            self.fails -= 1
            raise RuntimeError("a bug")
        self.batches.append((queue, list(batch)))

    def bodies(self, queue: str | None = None) -> list[str]:
        return [one.body.decode() for name, batch in self.batches for one in batch if queue in (None, name)]


@pytest.fixture
async def vhost(own_vhost: str) -> str:
    """A virtual host with the topology and two tenants on it."""
    async with await aio_pika.connect(own_vhost) as connection, connection.channel() as channel:
        await declare(channel, build())
        for shard, tenant in enumerate(("acme", "globex")):
            await declare(channel, of_tenant(tenant, shard))
    return own_vhost


@pytest.fixture
async def acme(vhost: str) -> AsyncIterator[Backoffice]:
    async with backoffice_of("acme", vhost) as backoffice:
        yield backoffice


@asynccontextmanager
async def working(vhost: str, taken: Taken) -> AsyncIterator[Lines]:
    """Lines at work, cancelled as a service does it."""
    lines = Lines(vhost, LIMITS, LIVE, BACKFILL_QUEUE, taken)
    task = asyncio.create_task(lines.run())

    async def consuming() -> bool:
        return lines.consuming

    await wait_until_async(consuming)
    try:
        yield lines
    finally:
        task.cancel()
        await asyncio.wait({task}, timeout=5)
        assert task.cancelled()


async def waiting(vhost: str, queue: str) -> int:
    async with await aio_pika.connect(vhost) as connection, connection.channel() as channel:
        declared = await channel.declare_queue(queue, passive=True)
        return declared.declaration_result.message_count or 0


async def taken_all(taken: Taken, count: int) -> None:
    async def there() -> bool:
        return len(taken.bodies()) >= count

    await wait_until_async(there)


async def test_deliveries_come_in_batches_in_their_order_and_are_acknowledged(vhost: str, acme: Backoffice) -> None:
    taken = Taken()
    async with working(vhost, taken):
        await asyncio.gather(*(acme.send(str(n).encode(), "acme.backoffice.x") for n in range(120)))
        taken.open.set()
        await taken_all(taken, 120)
    assert sorted(taken.bodies(), key=int) == [str(n) for n in range(120)]
    assert max(len(batch) for _, batch in taken.batches) == LIMITS.deliveries
    assert await waiting(vhost, shard_queue(0)) == 0


async def test_a_batch_is_cut_by_its_bytes_too(vhost: str, acme: Backoffice) -> None:
    taken = Taken()
    async with working(vhost, taken):
        await asyncio.gather(*(acme.send(bytes(40_000), "acme.backoffice.x") for _ in range(9)))
        taken.open.set()
        await taken_all(taken, 9)
    assert max(len(batch) for _, batch in taken.batches) <= 3


async def test_a_batch_that_fails_comes_again_whole(vhost: str, acme: Backoffice) -> None:
    taken = Taken(fails=1)
    taken.open.set()
    async with working(vhost, taken):
        for n in range(3):
            await acme.send(str(n).encode(), "acme.backoffice.x")
        await taken_all(taken, 3)
    assert set(taken.bodies()) == {"0", "1", "2"}
    assert await waiting(vhost, shard_queue(0)) == 0


async def test_a_stop_finishes_what_is_in_hand_and_returns_nothing(vhost: str, acme: Backoffice) -> None:
    taken = Taken()
    async with working(vhost, taken):
        for n in range(60):
            await acme.send(str(n).encode(), "acme.backoffice.x")
        asyncio.get_running_loop().call_later(0.3, taken.open.set)  # the stop comes before the batch is done
    assert len(taken.bodies()) == 60
    assert await waiting(vhost, shard_queue(0)) == 0


async def test_backfill_waits_until_live_intake_is_idle(vhost: str, acme: Backoffice) -> None:
    taken = Taken()
    async with working(vhost, taken):
        await acme.send(b"live", "acme.backoffice.x")
        await acme.send(b"old", "acme.backfill.backoffice.x")

        async def both_here() -> bool:
            return await waiting(vhost, BACKFILL_QUEUE) == 0 and await waiting(vhost, shard_queue(0)) == 0

        await wait_until_async(both_here)
        assert taken.batches == []
        taken.open.set()
        await taken_all(taken, 2)
    assert [queue for queue, _ in taken.batches] == [shard_queue(0), BACKFILL_QUEUE]


async def test_what_routes_nowhere_comes_on_the_stray_line(vhost: str, acme: Backoffice) -> None:
    taken = Taken()
    taken.open.set()
    async with working(vhost, taken):
        await acme.send(b"rubbish", "acme.nonsense")
        await taken_all(taken, 1)
    [(queue, [delivery])] = taken.batches
    assert (queue, delivery.key) == (STRAY_QUEUE, "acme.nonsense")


async def test_copy_headers_are_seen(vhost: str, acme: Backoffice) -> None:
    taken = Taken()
    taken.open.set()
    async with working(vhost, taken):
        await acme.send(b"{}", "acme.backoffice.x", headers={"CC": ["globex.backoffice.x"]})
        await taken_all(taken, 2)
    assert {(queue, one.key, one.copied) for queue, batch in taken.batches for one in batch} == {
        (shard_queue(0), "acme.backoffice.x", True),
        (shard_queue(1), "acme.backoffice.x", True),
    }


async def test_a_consumer_that_the_broker_takes_away_comes_back(vhost: str, acme: Backoffice) -> None:
    taken = Taken()
    taken.open.set()
    async with working(vhost, taken) as lines:

        async def noticed() -> bool:
            return not lines.consuming

        await acme.send(b"before", "acme.backoffice.x")
        await taken_all(taken, 1)
        async with await aio_pika.connect(vhost) as connection, connection.channel() as channel:
            await channel.queue_delete(shard_queue(0))
            await wait_until_async(noticed)  # declared again at once, RabbitMQ 3.10 keeps a consumer that gets nothing
            await declare(channel, build())
            await declare(channel, of_tenant("acme", 0))
        await acme.send(b"after", "acme.backoffice.x")
        await taken_all(taken, 2)
    assert taken.bodies() == ["before", "after"]
