"""The start page counts and adds up what the lists show, and not one record or field more."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from actors.backoffice import Event
from contracts.principal import Principal
from contracts.records.dashboard import Count, DashboardModule, ShowDashboard, WaitingRecords
from contracts.records.viewing import ListRecords
from stack.records_bench import RecordsBench, invoice, portal_document, removed, user

STATUSES = [
    {"value": "draft", "label": {"en": "Draft"}},
    {"value": "open", "label": {"en": "Open"}},
    {"value": "overdue", "label": {"en": "Overdue"}, "tone": "danger"},
    {"value": "with_us", "label": {"en": "With us"}, "waits": False},
    {"value": "paid", "label": {"en": "Paid"}, "closed": True, "tone": "success"},
]
WAITING = {"open", "overdue"}
UNDER_WAY = ("open", "overdue", "with_us")
NAMES = ("title", "status", "issued_on", "due_on", "currency", "total", "balance")
ACCOUNTS = ("C-1", "C-2", "C-3")
ALL = dict.fromkeys(NAMES, "read")
ENTRY: dict[str, Any] = {
    "module": "invoices", "scope": "account", "actions": ["view", "pay", "approve", "export"], "fields": ALL,
}  # fmt: skip
ONLY_LARGE = {"field": "total", "op": "gt", "value": "20"}
ONLY_OPEN = {"field": "status", "op": "ne", "value": "overdue"}
ENTRIES: dict[str, dict[str, Any]] = {
    "everything": ENTRY,
    "no status": {**ENTRY, "fields": {**ALL, "status": "hidden"}},
    "no balance": {**ENTRY, "fields": {**ALL, "balance": "hidden"}},
    "no currency": {**ENTRY, "fields": {**ALL, "currency": "hidden"}},
    "no due date": {**ENTRY, "fields": {**ALL, "due_on": "hidden"}},
    "titles alone": {**ENTRY, "fields": {"title": "read"}},
    "an unindexed filter": {**ENTRY, "filter": ONLY_LARGE, "fields": {**ALL, "total": "hidden"}},
    "a filter on the status": {**ENTRY, "filter": ONLY_OPEN},
    "looking only": {**ENTRY, "actions": ["view"]},
    "the whole tree": {**ENTRY, "scope": "account_tree"},
}
ROLES = {
    "billing": {"modules": ["invoices"]},
    "looker": {"modules": ["invoices"], "without": ["pay"]},
    "none": {"modules": []},
}


@pytest.fixture
async def world(bench: RecordsBench) -> RecordsBench:
    """Both tenants have the same 300 invoices, of three accounts, drawn at random."""
    draw = Random(4711)
    for tenant in ("acme", "globex"):
        await bench.define(tenant, "invoices", 2, statuses=STATUSES)
        await bench.publish(tenant, *(drawn(tenant, n, draw) for n in range(300)), removed(tenant, 7, 2))
    return bench


def drawn(tenant: str, n: int, draw: Random) -> Event:
    data: dict[str, Any] = {
        "accounts": [draw.choice(ACCOUNTS)],
        "status": draw.choice(["draft", "open", "open", "overdue", "with_us", "paid", None]),
        "due_on": draw.choice(["2026-01-01", "2099-01-01", None]),
        "currency": draw.choice(["EUR", "EUR", "GBP", None]),
        "balance": draw.choice(["0", "-5.10", "0.1", "12345678901234.123456", None]),
        "total": draw.choice(["10", "30.30", None]),
        "hidden": draw.random() < 0.1,
        "visible_from": draw.choice([None, "2099-01-01T00:00:00Z"]) if n % 9 == 0 else None,
    }
    return invoice(tenant, n, **data)


async def page_of(bench: RecordsBench, who: Principal) -> DashboardModule | None:
    shown = await bench.doors.call(ShowDashboard(), who)
    return shown.modules[0] if shown.modules else None


def expected(rows: list[dict[str, Any]], readable: Mapping[str, str], action: str) -> dict[str, Any] | None:
    """What a person with the list before them would count."""
    may = {name for name in NAMES if readable.get(name) == "read"}
    owed = action == "pay" and "balance" in may
    if not owed and "status" not in may:
        return None
    rows = [row for row in rows if "status" not in may or row["status"] in WAITING]
    rows = [row for row in rows if not owed or (row["balance"] is not None and Decimal(row["balance"]) > 0)]
    amount = "balance" if action == "pay" else "total"
    priced = {amount, "currency"} <= may
    late = [row for row in rows if "due_on" in may and row["due_on"] and row["due_on"] < "2026-06-01"]
    return {
        "all": counted(rows, amount, priced),
        "overdue": counted(late, amount, priced) if "due_on" in may else None,
    }


def counted(rows: list[dict[str, Any]], amount: str, priced: bool) -> dict[str, Any]:
    sums: dict[str | None, Decimal] = defaultdict(Decimal)
    for row in rows if priced else ():
        if row[amount] is not None:
            sums[row["currency"]] += Decimal(row[amount])
    return {"count": len(rows), "sums": dict(sums) if priced else None}


def told(one: WaitingRecords) -> dict[str, Any]:
    def plain(count: Count | None) -> dict[str, Any] | None:
        sums = None if count is None or count.sums is None else {each.currency: each.amount for each in count.sums}
        return None if count is None else {"count": count.count, "sums": sums}

    return {"all": plain(one.all), "overdue": plain(one.overdue)}


async def agrees_on_dates(bench: RecordsBench, who: Principal, one: WaitingRecords) -> None:
    """What is overdue is what the list of it shows, and the next is due when the first of the others is."""
    if one.overdue is None:
        assert (one.overdue_filter, one.next_due) == (None, None)
        return
    assert one.overdue_filter is not None
    late = ListRecords(module="invoices", limit=1, count=True, filter=one.overdue_filter)
    assert (await bench.doors.call(late, who)).total == one.overdue.count
    days = [row["due_on"] for row in await bench.seen(who, limit=100, filter=one.filter) if row["due_on"]]
    assert one.next_due == min((day for day in days if day > "2026-06-01"), default=None)


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=list(ENTRIES))
async def test_what_waits_is_what_somebody_with_the_lists_would_count(
    world: RecordsBench, entry: dict[str, Any]
) -> None:
    for tenant in ("acme", "globex"):
        await world.open(tenant, portal_document(entry, roles=ROLES), 2)
    found = 0
    for account in ACCOUNTS:
        for roles in (set(), {"billing"}, {"looker"}, {"looker", "billing"}, {"none"}):
            who = user("acme", account, roles=frozenset(roles))
            page = await page_of(world, who)
            if roles == {"none"}:
                assert page is None
                continue
            assert page is not None
            rows = await world.seen(who, limit=100)
            may = [action for action in ("pay", "approve") if action in entry["actions"]]
            may = [action for action in may if action != "pay" or roles != {"looker"}]
            wanted = {action: expected(rows, entry["fields"], action) for action in may}
            assert {one.action: told(one) for one in page.waiting} == {k: v for k, v in wanted.items() if v}
            for one in page.waiting:
                asked = ListRecords(module="invoices", limit=1, count=True, filter=one.filter)
                assert (await world.doors.call(asked, who)).total == one.all.count
                await agrees_on_dates(world, who, one)
            told_already = {status for one in wanted if wanted[one] for status in WAITING}
            under_way = Counter(row["status"] for row in rows if entry["fields"].get("status") == "read")
            assert [(stage.status, stage.count) for stage in page.stages] == [
                (status, under_way[status]) for status in UNDER_WAY if under_way[status] and status not in told_already
            ]
            for stage in page.stages:
                asked = ListRecords(module="invoices", limit=1, count=True, filter={"status": {"is": stage.status}})
                assert (await world.doors.call(asked, who)).total == stage.count
            found += len(page.waiting)
    assert found or entry is ENTRIES["looking only"] or entry is ENTRIES["titles alone"]


async def test_beyond_its_bound_it_says_at_least_and_adds_nothing_up(
    world: RecordsBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("records.app.what_waits.EXAMINED", 5)
    await world.open("acme", portal_document(ENTRY), 2)
    page = await page_of(world, user("acme", "C-1"))
    assert page is not None
    for one in page.waiting:
        assert (str(one.all.count)[-1], one.all.sums) == ("+", None)
        assert int(str(one.all.count)[:-1]) <= 5


async def test_what_came_in_lately_comes_newest_first_and_only_where_it_shows(bench: RecordsBench) -> None:
    await bench.open("acme", portal_document({**ENTRY, "fields": {"title": "read", "fields.project": "read"}}), 2)
    bench.clock.ahead = -timedelta(days=31)
    await bench.publish("acme", invoice("acme", 100))
    for n in range(8):
        bench.clock.ahead = timedelta(minutes=n - 100)
        await bench.publish("acme", invoice("acme", n, accounts=["C-1001"] if n != 6 else ["C-2"], hidden=n == 5))
    await bench.publish("globex", invoice("globex", 50))
    bench.clock.ahead = timedelta(minutes=-50)
    await bench.publish("acme", invoice("acme", 2, 2), removed("acme", 4, 2))
    bench.clock.ahead = timedelta()
    page = await page_of(bench, user("acme"))
    assert page is not None
    assert [one.record["record_id"] for one in page.recent] == [
        "INV-0002",
        "INV-0007",
        "INV-0003",
        "INV-0001",
        "INV-0000",
    ]
    assert all(set(one.record) == {"id", "record_id", "module", "revision", "title"} for one in page.recent)
    moments = [one.changed_at for one in page.recent]
    assert moments == sorted(moments, reverse=True)


async def test_a_hidden_field_changes_nothing_on_the_page(bench: RecordsBench) -> None:
    fields = dict.fromkeys(("title", "balance", "currency"), "read")
    for tenant in ("acme", "globex"):
        await bench.define(tenant, "invoices", 2, statuses=STATUSES)
        await bench.open(tenant, portal_document({**ENTRY, "fields": fields}), 2)
        paid = tenant == "globex"
        hidden: dict[str, Any] = {"status": "paid", "due_on": "2020-01-01", "total": "9.00"} if paid else {}
        await bench.publish(tenant, *(invoice(tenant, n, title="t", **hidden) for n in range(4)))
    pages = [await page_of(bench, user(tenant)) for tenant in ("acme", "globex")]
    assert pages[0] is not None
    assert pages[1] is not None
    assert pages[0].waiting == pages[1].waiting
    assert pages[0].waiting[0].all.count == 4


async def test_it_reads_indexes_only_and_not_what_is_closed(bench: RecordsBench) -> None:
    await bench.define("acme", "invoices", 2, statuses=STATUSES)
    await bench.open("acme", portal_document(ENTRY), 2)
    await bench.publish("acme", *(invoice("acme", n, status="open" if n % 90 == 7 else "paid") for n in range(400)))
    await bench.database.raw.command("profile", 2)
    try:
        await page_of(bench, user("acme"))
    finally:
        await bench.database.raw.command("profile", 0)
    profile = bench.database.raw["system.profile"].find({"op": "query", "ns": f"{bench.database.raw.name}.records"})
    queries = await profile.to_list(length=50)
    await bench.database.raw.drop_collection("system.profile")
    assert queries
    assert not any(query.get("hasSortStage") for query in queries)
    counting = [query for query in queries if "values.status" in str(query["command"])]
    assert counting
    assert max(query["keysExamined"] for query in counting) <= 12
