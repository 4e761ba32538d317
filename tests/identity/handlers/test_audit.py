"""The audit trail on a real database: whatever order, however often, however many at once, the chain is whole."""

import asyncio
import random
from typing import Any

import pytest

from contracts.audit import Actor
from contracts.identity.sessions import StaffSignedIn
from identity.domain.audit import Head
from identity.storage.audit_heads import MongoAuditHead
from stack.audit_bench import NOON, deliver, delivery, entry, verify
from stack.identity_bench import IdentityBench, refused


async def test_everything_twice_and_shuffled_is_one_whole_chain_for_each_tenant(identity: IdentityBench) -> None:
    bodies = [delivery(tenant, entry(number)) for number in range(10) for tenant in ("acme", "globex")] * 2
    random.Random(4).shuffle(bodies)
    await deliver(identity, *bodies)
    for tenant in ("acme", "globex"):
        found = await verify(identity, tenant)
        assert (found.n, found.entries, found.done, found.broken) == (10, 10, True, None)
        head = await MongoAuditHead(identity.transactor.reading(tenant)).get()
        assert head == Head(found.n, found.hash)
    with refused(404, "identity.not-found"):
        await verify(identity, "initech")


async def test_fifty_at_once_are_one_chain(identity: IdentityBench) -> None:
    bodies = [delivery("acme", entry(number)) for number in range(50)]
    await asyncio.gather(*(deliver(identity, body) for body in bodies))
    found = await verify(identity, "acme")
    assert (found.n, found.broken) == (50, None)
    rows = await identity.database.raw["audit"].find({"tenant": "acme"}).to_list(100)
    assert {row["entry"]["details"]["number"] for row in rows} == set(range(50))


async def test_a_chain_is_verified_in_slices(identity: IdentityBench) -> None:
    await deliver(identity, *(delivery("acme", entry(number)) for number in range(10)))
    n, digest = 0, Head().hash
    looks = 0
    while True:
        found = await verify(identity, "acme", 4, n=n, hash=digest)
        n, digest, looks = found.n, found.hash, looks + 1
        assert (found.broken, found.entries) == (None, 10)
        if found.done:
            break
    assert (n, looks) == (10, 3)
    astray = await verify(identity, "acme", n=5, hash="f" * 64)
    assert astray.broken is not None
    assert (astray.broken.n, astray.broken.why) == (6, "changed")


ROW = {"tenant": "acme", "n": 5}
TAMPERED: dict[str, tuple[list[tuple[str, Any, Any]], int, str]] = {
    "another actor": ([("audit", ROW, {"$set": {"entry.actor.id": "st-bob"}})], 5, "changed"),
    "another time": ([("audit", ROW, {"$set": {"entry.at": "2026-11-23T00:00:00.000Z"}})], 5, "changed"),
    "a field more": ([("audit", ROW, {"$set": {"entry.note": "x"}})], 5, "changed"),
    "a field beside": ([("audit", ROW, {"$set": {"note": "x"}})], 5, "changed"),
    "a field less": ([("audit", ROW, {"$unset": {"entry.outcome": ""}})], 5, "changed"),
    "a value of another type": ([("audit", ROW, {"$set": {"entry.at": NOON}})], 5, "changed"),
    "another hash": ([("audit", ROW, {"$set": {"hash": "f" * 64}})], 5, "changed"),
    "removed": ([("audit", ROW, None)], 5, "missing"),
    "the first removed": ([("audit", {"tenant": "acme", "n": 1}, None)], 1, "missing"),
    "the last removed": ([("audit", {"tenant": "acme", "n": 9}, None)], 9, "missing"),
    "moved": (
        [
            ("audit", ROW, {"$set": {"n": 99}}),
            ("audit", {"tenant": "acme", "n": 6}, {"$set": {"n": 5}}),
            ("audit", {"tenant": "acme", "n": 99}, {"$set": {"n": 6}}),
        ],
        5,
        "changed",
    ),
    "given to another tenant": ([("audit", ROW, {"$set": {"tenant": "globex"}})], 5, "missing"),
    "the head moved back": ([("audit_heads", {"_id": "acme"}, {"$set": {"n": 4}})], 9, "head"),
    "the head's hash": ([("audit_heads", {"_id": "acme"}, {"$set": {"hash": "f" * 64}})], 9, "head"),
}


@pytest.mark.parametrize("what", TAMPERED)
async def test_tampering_in_the_database_is_found(identity: IdentityBench, what: str) -> None:
    await deliver(identity, *(delivery("acme", entry(number)) for number in range(9)))
    changes, n, why = TAMPERED[what]
    for collection, where, change in changes:
        rows = identity.database.raw[collection]
        await (rows.delete_one(where) if change is None else rows.update_one(where, change))
    found = await verify(identity, "acme")
    assert found.broken is not None
    assert (found.broken.n, found.broken.why) == (n, why)


async def test_a_chain_cut_with_its_head_is_whole_in_itself_and_shorter_than_what_was_noted(
    identity: IdentityBench,
) -> None:
    await deliver(identity, *(delivery("acme", entry(number)) for number in range(9)))
    noted = await verify(identity, "acme")
    await identity.database.raw["audit"].delete_many({"tenant": "acme", "n": {"$gt": 6}})
    shorter = await identity.database.raw["audit"].find_one({"tenant": "acme", "n": 6})
    assert shorter is not None
    await identity.database.raw["audit_heads"].update_one({"_id": "acme"}, {"$set": {"n": 6, "hash": shorter["hash"]}})
    found = await verify(identity, "acme")
    assert (found.broken, found.n, noted.n) == (None, 6, 9)


async def test_what_nobody_does_to_a_tenant_that_nobody_made_is_left_out(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    nobody = entry(1, actor=Actor(kind="anyone"), subjects=())
    await deliver(identity, delivery("made-up", nobody), delivery("acme", nobody))
    with refused(404, "identity.not-found"):
        await verify(identity, "made-up")
    assert (await verify(identity, acme.staff.tenant)).entries == 1
