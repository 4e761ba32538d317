"""Embargoes: what time alone makes appear or vanish is said once, whoever runs, and not before."""

import asyncio
import random
from datetime import timedelta
from typing import Any

import pytest

from actors.backoffice import Event
from stack.records_bench import RecordsBench, invoice, message, removed, user

HOUR = timedelta(hours=1)


def in_hours(bench: RecordsBench, hours: float) -> str:
    return (bench.clock() + timedelta(hours=hours)).isoformat()


def embargoed(bench: RecordsBench, number: int, begin: float | None, end: float | None = None, **data: Any) -> Event:
    """Acme's invoice that shows from so many hours from now on, until so many."""
    window = {"visible_from": begin and in_hours(bench, begin), "visible_until": end and in_hours(bench, end)}
    return invoice("acme", number, **{**window, **data})


async def said(bench: RecordsBench, tenant: str = "acme") -> list[str]:
    """What appeared (+) and vanished (-), in order."""
    events = await bench.doors.said(tenant, "records.record.")
    signs = {"records.record.appeared.v1": "+", "records.record.vanished.v1": "-"}
    return [signs[one["type"]] + one["data"]["record_id"][-1] for one in events if one["type"] in signs]


async def test_a_passing_is_said_once_and_not_before(bench: RecordsBench) -> None:
    await bench.publish("acme", embargoed(bench, 1, 1, 3), embargoed(bench, 2, None, 2), invoice("acme", 3))
    await bench.publish("globex", invoice("globex", 1))
    assert await bench.take_turns() == 0
    for hours, words, visible in (
        (1, ["+1"], 3),
        (2, ["+1", "-2"], 2),
        (3, ["+1", "-2", "-1"], 1),
        (9, ["+1", "-2", "-1"], 1),
    ):
        bench.clock.ahead = hours * HOUR + timedelta(seconds=2)
        for _ in range(2):
            await bench.take_turns()
            assert await said(bench) == words
        assert len(await bench.seen(user("acme"))) == visible
    assert await bench.database.raw["due"].count_documents({"id": "embargoes"}) == 0, "nothing is left to look at"
    assert await said(bench, "globex") == []


async def test_after_a_standstill_both_ends_of_a_window_are_said_in_order(bench: RecordsBench) -> None:
    await bench.publish("acme", embargoed(bench, 1, 1, 2), embargoed(bench, 2, 1.5))
    bench.clock.ahead = 5 * HOUR
    await bench.take_turns()
    told = await said(bench)
    assert sorted(told) == ["+1", "+2", "-1"]
    assert told.index("+1") < told.index("-1")


@pytest.mark.parametrize("change", ["removed", "hidden", "opened", "put off", "brought forward"])
async def test_what_was_said_of_a_record_since_goes_before(bench: RecordsBench, change: str) -> None:
    await bench.publish("acme", embargoed(bench, 1, 2))
    later = {
        "removed": removed("acme", 1, 2),
        "hidden": embargoed(bench, 1, 2, hidden=True, revision=2),
        "opened": invoice("acme", 1, 2),
        "put off": embargoed(bench, 1, 9, revision=2),
        "brought forward": embargoed(bench, 1, 1, revision=2),
    }[change]
    await bench.publish("acme", later)
    bench.clock.ahead = HOUR + timedelta(seconds=1)
    await bench.take_turns()
    assert await said(bench) == (["+1"] if change == "brought forward" else [])
    bench.clock.ahead = 3 * HOUR
    await bench.take_turns()
    assert await said(bench) == (["+1"] if change == "brought forward" else [])
    bench.clock.ahead = 10 * HOUR
    await bench.take_turns()
    assert await said(bench) == (["+1"] if change in {"brought forward", "put off"} else [])


async def test_events_twice_and_shuffled_are_as_good_as_once(bench: RecordsBench) -> None:
    sent = [message("acme", embargoed(bench, n, 1, 2)) for n in range(6)]
    for _ in range(2):
        random.shuffle(sent)
        await bench.deliver(*sent)
    bench.clock.ahead = 1.5 * HOUR
    await bench.take_turns()
    random.shuffle(sent)
    await bench.deliver(*sent)
    bench.clock.ahead = 3 * HOUR
    await bench.take_turns()
    assert sorted(await said(bench)) == sorted([f"+{n}" for n in range(6)] + [f"-{n}" for n in range(6)])


async def test_several_replicas_say_each_once_in_bounded_batches(
    bench: RecordsBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("records.app.pass_embargoes.AT_ONCE", 3)
    await bench.publish("acme", *(embargoed(bench, n, 1) for n in range(10)))
    bench.clock.ahead = 2 * HOUR
    await bench.database.raw["due"].delete_many({"id": {"$ne": "embargoes"}})
    turn = await bench.due.take_turn()
    assert turn is not None
    await asyncio.gather(*(bench.turns.take(turn) for _ in range(3)), return_exceptions=True)
    assert len(await said(bench)) == 3, "one of them did one batch"
    await asyncio.gather(*(bench.take_turns() for _ in range(3)), return_exceptions=True)
    bench.clock.ahead = 3 * HOUR
    await bench.take_turns()
    assert sorted(await said(bench)) == [f"+{n}" for n in range(10)]


async def test_the_next_ones_are_found_on_an_index_of_few(bench: RecordsBench) -> None:
    await bench.publish("acme", *(invoice("acme", n) for n in range(200)), embargoed(bench, 500, 1))
    bench.clock.ahead = 2 * HOUR
    await bench.database.raw.command("profile", 2)
    try:
        await bench.take_turns()
    finally:
        await bench.database.raw.command("profile", 0)
    profile = bench.database.raw["system.profile"].find({"op": "query", "ns": f"{bench.database.raw.name}.records"})
    queries = await profile.to_list(length=20)
    await bench.database.raw.drop_collection("system.profile")
    assert queries
    assert max(query["keysExamined"] + query["docsExamined"] for query in queries) <= 4
    assert await said(bench) == ["+0"]
