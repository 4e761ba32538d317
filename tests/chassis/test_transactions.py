"""Transactions on a real database: nothing lost, nothing half, and nobody's data but one tenant's."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from motor.motor_asyncio import AsyncIOMotorClientSession
from pymongo.errors import DuplicateKeyError, OperationFailure, PyMongoError

from chassis import outbox
from chassis.mongo import Database, Index, tenant_index
from chassis.work import Transactor, Work
from contracts.identity.invitations import InvitationWithdrawn


class Refusal(Exception):  # noqa: N818  a refusal is an answer
    """A rule said no."""


@dataclass
class Store:
    database: Database
    commits: list[None] = field(default_factory=list)

    def transactor(self, deadline: float = 10.0) -> Transactor:
        return Transactor(self.database, "testing", deadline=deadline, committed=lambda: self.commits.append(None))

    async def outbox(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = await self.database.raw[outbox.COLLECTION].find().sort("_id", 1).to_list(1_000)
        return rows


@pytest.fixture
async def store(mongo_url: str, own_database: str) -> AsyncIterator[Store]:
    database = Database(mongo_url, own_database)
    await database.ensure(outbox.INDEXES)
    yield Store(database)
    await database.client.drop_database(own_database)
    database.close()


def _said(number: int) -> InvitationWithdrawn:
    return InvitationWithdrawn(invitation_id=f"i-{number}")


async def test_fifty_at_once_on_one_document_lose_nothing(store: Store) -> None:
    transactor = store.transactor(deadline=30)

    async def count(work: Work) -> None:
        counters = work.collection("counters")
        found = await counters.find_one({"_id": "one"})
        await counters.replace({"_id": "one"}, {"_id": "one", "n": (found or {"n": 0})["n"] + 1}, upsert=True)
        work.emit(_said(1))

    await asyncio.gather(*(transactor.run("acme", count) for _ in range(50)))
    found = await transactor.reading("acme").collection("counters").find_one({"_id": "one"})
    assert found is not None
    assert found["n"] == 50
    assert len(await store.outbox()) == len(store.commits) == 50


async def test_state_and_what_is_said_of_it_are_one_write(store: Store) -> None:
    async def write(work: Work) -> None:
        await work.collection("things").insert({"_id": "t"})
        work.emit(_said(1), "invitations/i-1")
        work.emit(_said(2))
        assert await store.outbox() == []

    await store.transactor().run("acme", write)
    (row,) = await store.outbox()
    assert (row["tenant"], row["pending"], len(row["messages"])) == ("acme", True, 2)


@pytest.mark.parametrize("error", [Refusal("no"), ZeroDivisionError(), asyncio.CancelledError()])
async def test_whatever_goes_wrong_leaves_nothing(store: Store, error: BaseException) -> None:
    async def write(work: Work) -> None:
        await work.collection("things").insert({"_id": "t"})
        work.emit(_said(1))
        raise error

    with pytest.raises(type(error)):
        await store.transactor().run("acme", write)
    assert await store.transactor().reading("acme").collection("things").find({}, limit=9) == []
    assert (await store.outbox(), store.commits) == ([], [])


async def test_who_says_too_much_at_once_leaves_nothing(store: Store) -> None:
    async def write(work: Work) -> None:
        for number in range(outbox.MAX_MESSAGES + 1):
            work.emit(_said(number))

    with pytest.raises(outbox.OutboxOverflowError):
        await store.transactor().run("acme", write)
    assert await store.outbox() == []


async def test_work_that_only_reads_says_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError):
        store.transactor().reading("acme").emit(_said(1))


def _labelled(label: str) -> OperationFailure:
    return OperationFailure("as if the primary had stepped down", 189, {"errorLabels": [label]})


async def test_the_whole_body_runs_again_when_the_database_asks_for_it(store: Store) -> None:
    attempts: list[int] = []

    async def write(work: Work) -> str:
        attempts.append(len(attempts))
        await work.collection("things").insert({"_id": f"t-{len(attempts)}"})
        work.emit(_said(len(attempts)))
        if len(attempts) < 3:
            raise _labelled("TransientTransactionError")
        return "done"

    assert await store.transactor().run("acme", write) == "done"
    things = await store.transactor().reading("acme").collection("things").find({}, limit=9)
    assert [thing["_id"] for thing in things] == ["t-3"]
    assert len(await store.outbox()) == 1


async def test_a_body_that_never_gets_through_ends_at_the_deadline(store: Store) -> None:
    async def write(_work: Work) -> None:
        raise _labelled("TransientTransactionError")

    async with asyncio.timeout(5):
        with pytest.raises(OperationFailure):
            await store.transactor(deadline=0.3).run("acme", write)


async def test_another_error_of_the_database_is_not_tried_again(store: Store) -> None:
    attempts: list[None] = []

    async def write(work: Work) -> None:
        attempts.append(None)
        await work.collection("things").insert({"_id": "t"})
        await work.collection("things").insert({"_id": "t"})

    with pytest.raises(DuplicateKeyError):
        await store.transactor().run("acme", write)
    assert len(attempts) == 1


@pytest.mark.parametrize("commits_first", [True, False])
async def test_a_commit_of_unknown_outcome_is_asked_again_and_the_body_is_not(
    store: Store, monkeypatch: pytest.MonkeyPatch, commits_first: bool
) -> None:
    bodies: list[None] = []
    real, lost = AsyncIOMotorClientSession.commit_transaction, [2]

    async def commit(session: AsyncIOMotorClientSession) -> None:
        if lost[0]:
            lost[0] -= 1
            if commits_first:
                await real(session)
            raise _labelled("UnknownTransactionCommitResult")
        await real(session)

    async def write(work: Work) -> None:
        bodies.append(None)
        await work.collection("things").insert({"_id": "t"})
        work.emit(_said(1))

    monkeypatch.setattr(AsyncIOMotorClientSession, "commit_transaction", commit)
    await store.transactor().run("acme", write)
    assert (len(bodies), len(await store.outbox()), len(store.commits)) == (1, 1, 1)


async def test_a_commit_that_stays_unknown_is_told_at_the_deadline(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def commit(_session: AsyncIOMotorClientSession) -> None:
        raise _labelled("UnknownTransactionCommitResult")

    async def write(work: Work) -> None:
        await work.collection("things").insert({"_id": "t"})

    monkeypatch.setattr(AsyncIOMotorClientSession, "commit_transaction", commit)
    with pytest.raises(PyMongoError) as told:
        await store.transactor(deadline=0.2).run("acme", write)
    assert told.value.has_error_label("UnknownTransactionCommitResult")
    assert store.commits == []


async def test_a_collection_shows_and_changes_one_tenants_documents_only(store: Store) -> None:
    acme, globex = (store.transactor().reading(tenant).collection("things") for tenant in ("acme", "globex"))
    await acme.insert({"_id": "a", "n": 1})
    await globex.insert_many([{"_id": "g", "n": 1}, {"_id": "h", "n": 2}])
    assert [thing["_id"] for thing in await acme.find({}, limit=9)] == ["a"]
    assert await acme.find_one({"_id": "g"}) is None
    assert not await acme.update({"_id": "g"}, {"$set": {"n": 9}})
    assert not await acme.replace({"_id": "g"}, {"_id": "g"})
    assert not await acme.delete({"_id": "g"})
    assert await acme.take({"_id": "g"}, {"$inc": {"n": 1}}) is None
    assert await acme.update_many({}, {"$set": {"n": 7}}) == 1
    assert [thing["n"] for thing in await globex.find({}, limit=9, sort=[("_id", 1)])] == [1, 2]


async def test_no_way_around_the_wall_can_be_written(store: Store) -> None:
    things = store.transactor().reading("acme").collection("things")
    await store.transactor().reading("globex").collection("things").insert({"_id": "g"})
    with pytest.raises(ValueError, match="tenant"):
        await things.find({"tenant": "globex"}, limit=9)
    for change in ({"$set": {"tenant": "globex"}}, {"$unset": {"tenant": ""}}, {"$set": {"tenant.x": 1}}):
        with pytest.raises(ValueError, match="tenant"):
            await things.update({}, change)
        with pytest.raises(ValueError, match="tenant"):
            await things.update_each([({}, change)])
    assert await things.find({"$or": [{"tenant": "globex"}, {"_id": "g"}]}, limit=9) == []
    await things.insert({"_id": "mine", "tenant": "globex"})
    assert await things.find_one({"_id": "mine"}) is not None
    with pytest.raises(PyMongoError):
        await things.replace_each([{"_id": "g", "tenant": "globex"}])
    with pytest.raises(ValueError, match="tenant"):
        store.transactor().reading("").collection("things")


async def test_a_read_has_a_limit(store: Store) -> None:
    things = store.transactor().reading("acme").collection("things")
    await things.insert_many([{"_id": n} for n in range(5)])
    assert len(await things.find({}, limit=3)) == 3
    for none in (0, -1):
        with pytest.raises(ValueError, match="limit"):
            await things.find({}, limit=none)


async def test_amounts_keep_their_digits(store: Store) -> None:
    things = store.transactor().reading("acme").collection("things")
    await things.insert({"_id": "t", "total": Decimal("121.00")})
    found = await things.find_one({"_id": "t"})
    assert found is not None
    assert str(found["total"]) == "121.00"


async def test_indexes_are_made_once_and_again(store: Store) -> None:
    indexes = (tenant_index("things", "status", unique=True), Index("things", (("at", 1),), expire_after=60))
    for _ in range(2):
        await store.database.ensure(indexes)
    made = await store.database.raw["things"].index_information()
    assert made[indexes[0].name]["unique"]
    assert made[indexes[1].name]["expireAfterSeconds"] == 60
