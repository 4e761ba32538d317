"""Due work: put down with what asks for it, one turn at a time, never lost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from chassis import due
from chassis.due import DueList, Turn
from chassis.mongo import Database
from chassis.work import Transactor, Work
from stack import wait_until_async

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Clocked:
    """A due list whose clock the test sets."""

    def __init__(self, database: Database) -> None:
        self.now, self.database = NOW, database
        self.transactor = Transactor(database, "testing", deadline=10, committed=lambda: None)
        self.list = DueList(database, timedelta(seconds=10), now=lambda: self.now)

    async def put_down(self, tenant: str, name: str, at: datetime = NOW) -> None:
        async def put(work: Work) -> None:
            await due.put_down(work, name, at)

        await self.transactor.run(tenant, put)

    async def strike_off(self, turn: Turn) -> bool:
        return await self.transactor.run(turn.tenant, lambda work: due.strike_off(work, turn))

    async def put_off(self, turn: Turn, until: datetime) -> bool:
        return await self.transactor.run(turn.tenant, lambda work: due.put_off(work, turn, until))


@pytest.fixture
async def clocked(mongo_url: str, own_database: str) -> AsyncIterator[Clocked]:
    database = Database(mongo_url, own_database)
    await database.ensure(due.INDEXES)
    yield Clocked(database)
    await database.client.drop_database(own_database)
    database.close()


async def test_turns_are_given_in_the_order_of_time_and_not_before(clocked: Clocked) -> None:
    await clocked.put_down("acme", "later", NOW + timedelta(minutes=1))
    await clocked.put_down("acme", "second", NOW)
    await clocked.put_down("globex", "second", NOW - timedelta(seconds=1))
    turns = [await clocked.list.take_turn() for _ in range(3)]
    assert [(turn.tenant, turn.id) if turn else None for turn in turns] == [
        ("globex", "second"),
        ("acme", "second"),
        None,
    ]


async def test_what_is_brought_forward_is_due_by_then_and_never_later(clocked: Clocked) -> None:
    async def forward(tenant: str, at: datetime) -> None:
        await clocked.transactor.run(tenant, lambda work: due.bring_forward(work, "look", at))

    await forward("acme", NOW + timedelta(minutes=1))
    await forward("acme", NOW + timedelta(minutes=9))
    await forward("globex", NOW + timedelta(hours=1))
    clocked.now = NOW + timedelta(minutes=1)
    turn = await clocked.list.take_turn()
    assert turn is not None
    assert (turn.tenant, turn.id) == ("acme", "look")
    assert await clocked.list.take_turn() is None
    assert await clocked.put_off(turn, NOW + timedelta(days=1))
    await forward("acme", clocked.now)
    assert await clocked.list.take_turn() is not None


async def test_a_turn_that_is_over_is_somebody_elses(clocked: Clocked) -> None:
    await clocked.put_down("acme", "x")
    first = await clocked.list.take_turn()
    clocked.now += timedelta(seconds=10)
    second = await clocked.list.take_turn()
    assert first is not None
    assert second is not None
    assert (first.tries, second.tries) == (1, 2)
    assert not await clocked.put_off(first, NOW + timedelta(hours=1))
    assert not await clocked.strike_off(first)
    assert await clocked.put_off(second, clocked.now)
    third = await clocked.list.take_turn()
    assert third is not None
    assert await clocked.strike_off(third)
    clocked.now += timedelta(days=1)
    assert await clocked.list.take_turn() is None


async def test_what_a_refused_transaction_put_down_is_never_due(clocked: Clocked) -> None:
    async def refuse(work: Work) -> None:
        await due.put_down(work, "x", NOW)
        raise LookupError

    with pytest.raises(LookupError):
        await clocked.transactor.run("acme", refuse)
    assert await clocked.list.take_turn() is None


async def test_one_piece_of_work_that_fails_does_not_hold_up_the_others(
    clocked: Clocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due, "AFTER_FAILURE_SECONDS", 0.01)
    done: set[str] = set()

    async def do(turn: Turn) -> None:
        if turn.id == "broken":
            raise ZeroDivisionError
        done.add(turn.id)
        await clocked.strike_off(turn)

    for name in ("broken", "a", "b", "c"):
        await clocked.put_down("acme", name)
    working = asyncio.create_task(clocked.list.work_off(do, workers=2, idle=0.01))

    async def all_done() -> bool:
        return done == {"a", "b", "c"}

    await wait_until_async(all_done)
    working.cancel()
    await asyncio.wait({working})


async def test_what_is_being_done_at_a_stop_is_done_to_its_end(clocked: Clocked) -> None:
    begun, may_end, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def do(turn: Turn) -> None:
        begun.set()
        await may_end.wait()
        await clocked.strike_off(turn)
        ended.set()

    await clocked.put_down("acme", "x")
    working = asyncio.create_task(clocked.list.work_off(do, workers=1, idle=0.01))
    await asyncio.wait_for(begun.wait(), 10)
    working.cancel()
    asyncio.get_running_loop().call_later(0.05, may_end.set)
    await asyncio.wait({working}, timeout=10)
    assert ended.is_set()
    assert working.cancelled()


async def test_many_work_at_once_though_one_looks_for_all(clocked: Clocked, monkeypatch: pytest.MonkeyPatch) -> None:
    looks, together, all_in = 0, 0, asyncio.Event()
    take_turn = clocked.list.take_turn

    async def counted() -> Turn | None:
        nonlocal looks
        looks += 1
        return await take_turn()

    async def do(turn: Turn) -> None:
        nonlocal together
        together += 1
        if together == 3:
            all_in.set()
        await all_in.wait()
        await clocked.strike_off(turn)

    monkeypatch.setattr(clocked.list, "take_turn", counted)
    working = asyncio.create_task(clocked.list.work_off(do, workers=3, idle=3_600))
    await wait_until_async(lambda: asyncio.sleep(0, looks == 1))
    assert looks == 1, "an idle list is looked at by one"
    working.cancel()
    await asyncio.wait({working})
    for name, tenant in (("a", "acme"), ("b", "globex"), ("c", "acme")):
        await clocked.put_down(tenant, name)
    working = asyncio.create_task(clocked.list.work_off(do, workers=3, idle=3_600))
    await asyncio.wait_for(all_in.wait(), 10)
    working.cancel()
    await asyncio.wait({working})
