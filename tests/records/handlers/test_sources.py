"""Freshness: every page says when the backoffice behind it last spoke, and a silent one is news once."""

import asyncio
import random
from datetime import datetime, timedelta
from typing import Any

from actors.backoffice import Event as Sent
from actors.backoffice import event
from contracts.records.dashboard import ShowDashboard
from contracts.records.sources import ExpectSource, ListSources, Source
from contracts.records.viewing import ListRecords, ShowPortal, ShowRecord
from records.domain.public_id import public_id
from stack.records_bench import RecordsBench, invoice, message, owner, portal_document, user

SILENCE = timedelta(hours=1, minutes=1)
ERP = "erp://acme/main"


def heartbeat(tenant: str, *sources: str) -> Sent:
    return event(tenant, "backoffice.heartbeat.v1", {"sources": list(sources)})


async def sources(bench: RecordsBench, tenant: str = "acme") -> dict[str, Source]:
    found = await bench.doors.call(ListSources(), owner(tenant))
    return {one.source: one for one in found.items}


async def said(bench: RecordsBench, tenant: str = "acme") -> list[dict[str, Any]]:
    """What was said of the tenant's sources, in order."""
    found = await bench.doors.said(tenant, "records.source.")
    return [{"type": one["type"].split(".")[2], **one["data"]} for one in found]


async def freshness(bench: RecordsBench, tenant: str = "acme") -> set[datetime | None]:
    who, key = user(tenant), public_id(tenant, "invoices", "INV-0001")
    return {
        (await bench.doors.call(ListRecords(module="invoices"), who)).fresh_as_of,
        (await bench.doors.call(ShowRecord(module="invoices", id=key), who)).fresh_as_of,
        (await bench.doors.call(ShowPortal(), who)).fresh_as_of,
        (await bench.doors.call(ShowDashboard(), who)).fresh_as_of,
    }


async def test_every_page_says_when_its_backoffice_last_spoke(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1))
    await bench.publish("globex", invoice("globex", 1))
    heard = (await sources(bench))[ERP].heard_at
    assert await freshness(bench) == {heard}
    bench.clock.ahead = timedelta(minutes=10)
    await bench.publish("acme", heartbeat("acme"))
    [now] = await freshness(bench)
    assert now is not None
    assert timedelta(minutes=10) <= now - heard < timedelta(minutes=11)
    assert await freshness(bench, "globex") != {now}, "another tenant's heartbeat is none of theirs"


async def test_of_several_sources_the_one_that_was_silent_longest_counts(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1))
    old = (await sources(bench))[ERP].heard_at
    bench.clock.ahead = timedelta(minutes=10)
    other = {**invoice("acme", 2), "source": "crm://acme"}
    beside = {**invoice("acme", 3, module="orders"), "source": "shop://acme"}
    await bench.publish("acme", other, beside)
    found = await sources(bench)
    assert {name: one.modules for name, one in found.items()} == {
        ERP: ("invoices",), "crm://acme": ("invoices",), "shop://acme": ("orders",),
    }  # fmt: skip
    page = await bench.doors.call(ListRecords(module="invoices"), user("acme"))
    assert page.fresh_as_of == old
    [second] = [ShowRecord(module="invoices", id=public_id("acme", "invoices", "INV-0002"))]
    assert (await bench.doors.call(second, user("acme"))).fresh_as_of == found["crm://acme"].heard_at
    await bench.doors.call(ExpectSource(id=found[ERP].id, watched=False), owner("acme"))
    page = await bench.doors.call(ListRecords(module="invoices"), user("acme"))
    assert page.fresh_as_of == found["crm://acme"].heard_at, "a retired source makes no page old"


async def test_a_silent_source_is_news_once_and_so_is_its_return(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1))
    await bench.publish("globex", invoice("globex", 1))
    await bench.take_turns()
    assert await said(bench) == []
    for incident in (1, 2):
        bench.clock.ahead += SILENCE
        for _ in range(3):
            await bench.take_turns()
            bench.clock.ahead += timedelta(seconds=20)
        assert [one["type"] for one in await said(bench)] == ["silent", "resumed"] * (incident - 1) + ["silent"]
        assert (await sources(bench))[ERP].silent
        await bench.publish("acme", heartbeat("acme"))
        for _ in range(3):
            bench.clock.ahead += timedelta(seconds=20)
            await bench.take_turns()
        assert [one["type"] for one in await said(bench)] == ["silent", "resumed"] * incident
        assert not (await sources(bench))[ERP].silent
    first = (await said(bench))[0]
    assert (first["source"], first["expected_every"], first["modules"]) == (ERP, 3600, ["invoices"])
    assert [one["type"] for one in await said(bench, "globex")] == ["silent"]


async def test_two_replicas_that_have_the_same_turn_say_it_once(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1))
    bench.clock.ahead = SILENCE
    turn = await bench.due.take_turn()
    assert turn is not None
    await asyncio.gather(*(bench.turns.take(turn) for _ in range(3)), return_exceptions=True)
    assert [one["type"] for one in await said(bench)] == ["silent"]


async def test_heartbeats_twice_and_shuffled_are_as_good_as_once(bench: RecordsBench) -> None:
    sent = [message("acme", heartbeat("acme", f"erp://acme/{n % 4}")) for n in range(12)]
    for _ in range(2):
        random.shuffle(sent)
        await bench.deliver(*sent)
    assert len(await sources(bench)) == 5
    assert await bench.database.raw["due"].count_documents({"tenant": "acme"}) == 5
    assert await sources(bench, "globex") == {}


async def test_staff_say_how_often_a_source_is_heard(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1))
    key = (await sources(bench))[ERP].id
    bench.clock.ahead = timedelta(minutes=10)
    changed = await bench.doors.call(ExpectSource(id=key, expected_every=300), owner("acme"))
    assert (changed.expected_every, changed.silent) == (300, True)
    await bench.take_turns()
    assert [(one["type"], one["expected_every"]) for one in await said(bench)] == [("silent", 300)]
    await bench.doors.call(ExpectSource(id=key, watched=False), owner("acme"))
    await bench.take_turns()
    assert [one["type"] for one in await said(bench)] == ["silent", "resumed"]
    refusal = await bench.doors.refusal(ExpectSource(id=key), owner("globex"))
    assert (refusal.status, refusal.code) == (404, "records.unknown-source")


async def test_a_source_that_says_much_nonsense_fills_nothing(bench: RecordsBench) -> None:
    await bench.open("acme", portal_document(), 2)
    for begin in range(0, 400, 100):
        bench.clock.ahead += timedelta(seconds=10)
        await bench.publish("acme", *(invoice("acme", n, module=f"m{n}") for n in range(begin, begin + 100)))
    assert len((await sources(bench))[ERP].modules) < 400
    row = await bench.database.raw["sources"].find_one({"tenant": "acme"})
    assert row is not None
    assert len(row["modules"]) < 400
