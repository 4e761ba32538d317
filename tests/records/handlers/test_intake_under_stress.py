"""Replicas at once, moments out of range, and a transaction that fails on one event nobody foresaw."""

import asyncio
from typing import Any

import pytest

from contracts.records.intake import RecordChanged
from stack.records_bench import RecordsBench, invoice, message


async def test_replicas_that_take_in_the_same_at_once_store_and_say_it_once(bench: RecordsBench) -> None:
    events = [invoice("acme", n, revision) for n in range(40) for revision in (1, 2)]
    rubbish = message("acme", b"rubbish")
    await asyncio.gather(
        *(bench.publish("acme", *events) for _ in range(3)),
        *(bench.publish("acme", *reversed(events)) for _ in range(3)),
        *(bench.deliver(rubbish, message("globex", invoice("globex", 1))) for _ in range(4)),
    )
    assert {row["revision"] for row in (await bench.rows("acme")).values()} == {2}
    said = [one["data"] for one in await bench.doors.said("acme", RecordChanged.NAME)]
    assert len(said) == len({(one["record_id"], one["revision"]) for one in said}) == 40
    assert await bench.codes("acme") == ["records.unreadable"]
    assert len(await bench.doors.said("globex", RecordChanged.NAME)) == 1


async def test_a_moment_that_no_database_holds_costs_only_its_own_event(bench: RecordsBench) -> None:
    odd = invoice("acme", 1, visible_from="0001-01-01T00:00:00+14:00")
    await bench.publish("acme", invoice("acme", 2), odd, invoice("acme", 3))
    assert await bench.codes("acme") == ["records.invalid"]
    assert set(await bench.rows("acme")) == {"INV-0002", "INV-0003"}


async def test_the_one_event_that_a_transaction_fails_on_is_found_and_set_aside(
    bench: RecordsBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = bench.intake._build
    tried: list[int] = []

    def broken(work: Any) -> Any:
        at = build(work)
        add = at.records.add

        async def fail(rows: Any) -> None:
            tried.append(len(rows))
            if any(row["record_id"] == "INV-0013" for row in rows):
                raise OverflowError("what nobody thought of")
            await add(rows)

        monkeypatch.setattr(at.records, "add", fail)
        return at

    monkeypatch.setattr(bench.intake, "_build", broken)
    await bench.publish("acme", *(invoice("acme", n) for n in range(40)))
    await bench.publish("globex", invoice("globex", 1))
    assert len(await bench.rows("acme")) == 39
    [one] = await bench.quarantined("acme")
    assert (one.code, one.event_id is not None) == ("records.not-stored", True)
    assert "OverflowError" in one.detail
    assert "INV-0013" in one.body
    assert len(tried) < 20, "halved, not gone through one by one"
    assert len(await bench.doors.said("acme", RecordChanged.NAME)) == 39
    assert await bench.codes("globex") == []
