"""The relay: in order, marked only after the confirm, one at a time, and taken over when its holder is gone."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from chassis import outbox
from chassis.mongo import Database
from chassis.publisher import NotPublishedError
from chassis.relay import LEASE_SECONDS, LEASES, Relay
from chassis.work import Transactor, Work
from contracts.identity.invitations import InvitationWithdrawn
from stack import wait_until_async

IDLE = 0.05
INVITATION = re.compile('"invitation_id":"([^"]+)"')


@dataclass
class FakePublisher:
    """Stands in for Publisher: writes down what it takes, and refuses these ids."""

    sent: list[str] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    refused: int = 0

    async def publish(self, _exchange: str, _key: str, body: bytes, **_named: Any) -> None:
        """Take it or refuse it, as Publisher does."""
        await asyncio.sleep(0)
        said = next((word for word in self.refuses if word.encode() in body), None)
        if said is not None:
            self.refused += 1
            raise NotPublishedError("full")
        self.sent += INVITATION.findall(body.decode())


@dataclass
class Store:
    database: Database

    async def say(self, *names: str) -> None:
        """One transaction, one row."""

        async def write(work: Work) -> None:
            for name in names:
                work.emit(InvitationWithdrawn(invitation_id=name))

        await Transactor(self.database, "testing", deadline=10, committed=lambda: None).run("acme", write)

    async def pending(self) -> list[str]:
        """The first message of each row that is still to go."""
        rows = await self.database.raw[outbox.COLLECTION].find({"pending": True}).sort("_id", 1).to_list(1_000)
        return [INVITATION.findall(row["messages"][0]["body"].decode())[0] for row in rows]

    async def holder(self) -> str:
        """Who has the lease."""
        lease = await self.database.raw[LEASES].find_one({"_id": "outbox"})
        return str(lease["holder"]) if lease else ""

    def relay(self, publisher: Any) -> Relay:
        """One replica's relay."""
        return Relay(self.database, publisher, idle=IDLE)


@pytest.fixture
async def store(mongo_url: str, own_database: str) -> AsyncIterator[Store]:
    database = Database(mongo_url, own_database)
    await database.ensure(outbox.INDEXES)
    yield Store(database)
    await database.client.drop_database(own_database)
    database.close()


@dataclass
class Running:
    """Relays that run until the test is over."""

    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def start(self, relay: Relay) -> asyncio.Task[None]:
        """Run it."""
        self.tasks.append(asyncio.create_task(relay.run()))
        return self.tasks[-1]


@pytest.fixture
async def run() -> AsyncIterator[Running]:
    running = Running()
    yield running
    for task in running.tasks:
        task.cancel()
    await asyncio.gather(*running.tasks, return_exceptions=True)


async def _none_pending(store: Store) -> bool:
    return await store.pending() == []


async def test_rows_go_out_in_the_order_they_were_written(store: Store, run: Running) -> None:
    names = [f"i-{number}" for number in range(120)]
    for name in names:
        await store.say(name)
    publisher = FakePublisher()
    run.start(store.relay(publisher))
    await wait_until_async(lambda: _none_pending(store))
    assert publisher.sent == names
    assert await store.database.raw[outbox.COLLECTION].count_documents({"published_at": {"$exists": True}}) == 120


async def test_a_commit_wakes_the_relay(store: Store, run: Running) -> None:
    publisher = FakePublisher()
    relay = Relay(store.database, publisher, idle=60)  # type: ignore[arg-type]  # what it needs of one
    run.start(relay)
    await wait_until_async(store.holder)
    await store.say("i-1")
    relay.wake()
    await wait_until_async(lambda: _none_pending(store))


async def test_what_is_refused_stays_and_its_neighbours_go_once(store: Store, run: Running) -> None:
    for name in ("i-1", "stuck", "i-3"):
        await store.say(name)
    await store.say("i-4", "stuck", "i-5")  # one transaction's events of a type are one message
    publisher = FakePublisher(refuses={"stuck"})
    run.start(store.relay(publisher))
    await wait_until_async(lambda: _tried_twice(publisher), 10)
    assert await store.pending() == ["stuck", "i-4"]
    assert sorted(publisher.sent) == ["i-1", "i-3"]
    publisher.refuses.clear()
    await wait_until_async(lambda: _none_pending(store))
    assert publisher.sent[2:] == ["stuck", "i-4", "stuck", "i-5"]


async def _tried_twice(publisher: FakePublisher) -> bool:
    return publisher.refused >= 4


async def test_one_of_two_replicas_relays(store: Store, run: Running) -> None:
    publishers = [FakePublisher(), FakePublisher()]
    for publisher in publishers:
        run.start(store.relay(publisher))
    for number in range(60):
        await store.say(f"i-{number}")
    await wait_until_async(lambda: _none_pending(store))
    assert sorted(map(len, (publisher.sent for publisher in publishers))) == [0, 60]


async def test_who_stops_hands_over_at_once(store: Store, run: Running) -> None:
    first, second = store.relay(FakePublisher()), store.relay(FakePublisher())
    stopping = run.start(first)
    one = await wait_until_async(store.holder)
    run.start(second)
    stopping.cancel()
    await asyncio.wait([stopping])
    await second.finish()  # what another holds cannot be given back
    assert await store.holder() == one
    await first.finish()
    await wait_until_async(lambda: _held_by_another(store, one), LEASE_SECONDS / 3)


async def test_who_dies_is_followed_when_the_lease_lapses(store: Store, run: Running) -> None:
    dying = run.start(store.relay(FakePublisher()))
    one = await wait_until_async(store.holder)
    dying.cancel()
    run.start(store.relay(FakePublisher()))
    await store.say("i-1")
    await wait_until_async(lambda: _held_by_another(store, one), LEASE_SECONDS * 3)
    await wait_until_async(lambda: _none_pending(store))


async def _held_by_another(store: Store, one: str) -> bool:
    return await store.holder() not in ("", one)


async def test_only_a_look_that_left_nothing_counts_as_caught_up(store: Store, run: Running) -> None:
    publisher = FakePublisher(refuses={"stuck"})
    relay, caught_up = store.relay(publisher), asyncio.Event()
    looks: list[datetime] = []

    async def tell(looked_at: datetime) -> None:
        looks.append(looked_at)
        caught_up.set()

    relay.caught_up = tell
    await store.say("stuck")
    run.start(relay)
    await wait_until_async(store.holder)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(caught_up.wait(), 1.5)
    publisher.refuses.clear()
    said = datetime.now(UTC)
    await asyncio.wait_for(caught_up.wait(), 10)
    assert await store.pending() == []
    assert looks[0] > said  # what is committed after a look may still wait
