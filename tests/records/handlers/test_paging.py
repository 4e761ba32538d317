"""Pages: complete, in order, cheap; and cursors that hold for their own list only."""

import json
from typing import Any

import pytest

from contracts.records.viewing import ListRecords
from stack.records_bench import ENTRY, RecordsBench, invoice, portal_document, user


@pytest.mark.parametrize(
    "sort", ["issued_on", "-issued_on", "title", "-title", "due_on", "record_id", "-record_id", None]
)
async def test_pages_are_complete_under_ties_nulls_and_new_records(bench: RecordsBench, sort: str | None) -> None:
    def drawn(n: int) -> dict[str, Any]:
        titles, days = (None, "Ärger", "arger", "Zebra"), (None, "2026-11-01", "2026-11-02")
        return invoice("acme", n, title=titles[n % 4], issued_on=days[n % 3], due_on=None)

    await bench.publish(
        "acme", *(drawn(n) for n in range(60)), *(invoice("acme", n, accounts=["C-2"]) for n in range(60, 90))
    )
    await bench.publish("globex", *(invoice("globex", n) for n in range(20)))
    found: list[dict[str, Any]] = []
    cursor, fresh = None, 100
    while True:
        page = await bench.doors.call(ListRecords(module="invoices", limit=7, sort=sort, cursor=cursor), user("acme"))
        assert len(page.items) <= 7
        found += page.items
        await bench.publish("acme", drawn(fresh), drawn(fresh + 1), drawn(fresh + 2))
        cursor, fresh = page.next_cursor, fresh + 3
        if cursor is None or fresh > 160:
            break
    ids = [one["record_id"] for one in found]
    assert len(ids) == len(set(ids)), "no row twice"
    assert {f"INV-{n:04}" for n in range(60)} <= set(ids), "no row lost"
    key, way = (sort or "-issued_on").removeprefix("-"), not sort or sort.startswith("-")
    plain = {"title": lambda text: (text or "").replace("Ä", "A").lower(), "record_id": str.lower}
    keys = [plain.get(key, lambda value: value or "")(one[key]) for one in found]
    assert keys == sorted(keys, reverse=way)


async def test_a_list_reads_its_index_in_order_and_not_more_of_it_than_it_shows(bench: RecordsBench) -> None:
    await bench.publish("acme", *(invoice("acme", n, accounts=[f"C-{n % 5}"]) for n in range(400)))
    await bench.database.raw.command("profile", 2)
    try:
        page = await bench.doors.call(ListRecords(module="invoices", limit=20, sort="-issued_on"), user("acme", "C-3"))
        second = ListRecords(module="invoices", limit=20, sort="-issued_on", cursor=page.next_cursor)
        await bench.doors.call(second, user("acme", "C-3"))
    finally:
        await bench.database.raw.command("profile", 0)
    profile = bench.database.raw["system.profile"].find({"op": "query", "ns": f"{bench.database.raw.name}.records"})
    queries = await profile.to_list(length=10)
    await bench.database.raw.drop_collection("system.profile")
    assert len(queries) == 2, "80 records of one day: the tie fills both pages"
    assert not any(query.get("hasSortStage") for query in queries)
    assert max(query["docsExamined"] for query in queries) <= 21
    assert max(query["keysExamined"] for query in queries) <= 21


@pytest.mark.parametrize(
    "sort",
    ["balance", "-balance", "currency", "fields.project", "tenant", "source", "nothing", "sort.title", "audience"],
)
async def test_a_sort_by_what_may_not_be_read_is_refused_like_one_by_nothing(bench: RecordsBench, sort: str) -> None:
    problem = await bench.doors.refusal(ListRecords(module="invoices", sort=sort), user("acme"))
    unknown = await bench.doors.refusal(ListRecords(module="invoices", sort="nothing"), user("acme"))
    assert problem == unknown
    assert (problem.status, problem.code, problem.errors[0].pointer) == (422, "records.unknown-field", "/sort")


async def test_a_sort_that_the_policy_does_not_read_is_refused(bench: RecordsBench) -> None:
    await bench.open("acme", portal_document({**ENTRY, "fields": {"due_on": "read"}}), 2)
    assert (await bench.doors.refusal(ListRecords(module="invoices", sort="title"), user("acme"))).status == 422
    assert await bench.seen(user("acme"), sort="due_on") == await bench.seen(user("acme"), sort="record_id") == []


async def test_a_cursor_holds_for_its_own_list_only(bench: RecordsBench) -> None:
    for tenant in ("acme", "globex"):
        await bench.define(tenant, "orders")
        entries = (ENTRY, {**ENTRY, "module": "orders"})
        await bench.open(tenant, portal_document(*entries), 2)
        await bench.publish(tenant, *(invoice(tenant, n) for n in range(5)))
    asked = ListRecords(module="invoices", limit=2, sort="title")
    cursor = (await bench.doors.call(asked, user("acme"))).next_cursor
    assert cursor is not None
    again = asked.model_copy(update={"cursor": cursor})
    assert (await bench.doors.call(again, user("acme"))).items
    flipped = cursor[:-3] + ("A" if cursor[-3] != "A" else "B") + cursor[-2:]
    others = [
        (again, user("globex")),
        (again, user("acme", membership="m-other")),
        (again.model_copy(update={"sort": "-title"}), user("acme")),
        (again.model_copy(update={"sort": None}), user("acme")),
        (again.model_copy(update={"module": "orders"}), user("acme")),
        (again.model_copy(update={"cursor": flipped}), user("acme")),
        (again.model_copy(update={"cursor": cursor[:-4]}), user("acme")),
        (again.model_copy(update={"cursor": "WyIiLCAiIl0"}), user("acme")),
    ]
    for request, who in others:
        problem = await bench.doors.refusal(request, who)
        assert (problem.status, problem.code) == (422, "records.bad-cursor")
    await bench.open("acme", portal_document(*entries), 3)
    assert (await bench.doors.refusal(again, user("acme"))).code == "records.bad-cursor", "another policy version"
    assert "INV" not in json.dumps(cursor)
