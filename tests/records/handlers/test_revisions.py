"""A record's history: every revision that was news, once, the newest hundred, in the transaction of the effect."""

import random

from records.domain.history import MAX_LINES, Line
from records.domain.public_id import public_id
from stack.records_bench import TENANTS, RecordsBench, invoice, message, removed


async def history(bench: RecordsBench, tenant: str, number: int = 1) -> list[Line]:
    at = bench.build(bench.doors.transactor.reading(tenant))
    return await at.revisions.of(public_id(tenant, "invoices", f"INV-{number:04}"))


async def test_each_revision_that_is_news_leaves_a_line_in_its_own_tenant(bench: RecordsBench) -> None:
    for tenant in TENANTS:
        first = invoice(tenant, 1, 1, status="draft", visible_from="2026-11-01T00:00:00Z")
        second = invoice(tenant, 1, 2, hidden=True, accounts=["C-1001", f"C-{tenant}"])
        await bench.publish(tenant, first)
        await bench.publish(tenant, second, invoice(tenant, 2, 1))
        await bench.publish(tenant, removed(tenant, 1, 3))
        third, latter, former = await history(bench, tenant)
        assert [one.revision for one in (former, latter, third)] == [1, 2, 3]
        assert [one.event_id for one in (former, latter)] == [first["id"], second["id"]]
        assert (former.status, former.hidden, former.deleted) == ("draft", False, False)
        assert former.visible_from is not None
        assert (latter.hidden, latter.accounts) == (True, ("C-1001", f"C-{tenant}"))
        assert (third.deleted, third.accounts, third.source) == (True, (), f"erp://{tenant}/main")
        assert len(await history(bench, tenant, 2)) == 1


async def test_twice_and_shuffled_the_lines_are_those_that_were_news(bench: RecordsBench) -> None:
    for seed in range(3):
        await bench.begin()
        for tenant in TENANTS:
            events = [invoice(tenant, 1, revision) for revision in range(1, 6)] * 2
            random.Random(seed).shuffle(events)
            rising = [
                event["data"]["revision"]
                for place, event in enumerate(events)
                if all(event["data"]["revision"] > one["data"]["revision"] for one in events[:place])
            ]
            for event in events[:4]:
                await bench.publish(tenant, event)
            await bench.deliver(message(tenant, events[4:]))
            await bench.deliver(message(tenant, events))
            assert [one.revision for one in await history(bench, tenant)] == rising[::-1]


async def test_a_foreign_or_stale_event_leaves_no_line(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1, 5))
    await bench.publish("acme", invoice("acme", 1, 5), {**invoice("acme", 1, 9), "source": "crm://other"})
    assert [one.revision for one in await history(bench, "acme")] == [5]


async def test_the_newest_hundred_stay(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 2, 1))
    await bench.deliver(message("acme", [invoice("acme", 1, revision) for revision in range(1, 131)]))
    await bench.publish("acme", invoice("acme", 1, 131))
    for revisions in (range(132, 180), range(180, 210)):
        await bench.deliver(message("acme", [invoice("acme", 1, revision) for revision in revisions]))
    kept = [one.revision for one in await history(bench, "acme")]
    assert kept == list(range(209, 209 - MAX_LINES, -1))
    stored = await bench.database.raw["revisions"].count_documents({"tenant": "acme"})
    assert stored == MAX_LINES + 1, "the other record keeps its own"


async def test_a_history_without_its_record_costs_that_record_only_and_stalls_nothing(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1))
    await bench.database.raw["records"].delete_many({"tenant": "acme"})
    await bench.publish("acme", invoice("acme", 1), invoice("acme", 2))
    await bench.publish("globex", invoice("globex", 1))
    assert set(await bench.rows("acme")) == {"INV-0002"}
    assert await bench.codes("acme") == ["records.not-stored"]
    assert await bench.codes("globex") == []
