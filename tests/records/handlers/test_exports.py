"""Exports give the rows of the list, no column more, all as of their beginning."""

from typing import Any

import pytest
from pydantic import JsonValue

from contracts.principal import Principal
from contracts.records.exporting import ExportPage, ExportRecords
from contracts.records.viewing import ListRecords
from stack.records_bench import ENTRY, MODULE, RecordsBench, invoice, portal_document, user

FIELDS = [{**field, "sortable": field["type"] != "text"} for field in MODULE["fields"]]
MAY = {**ENTRY, "actions": ["view", "export"], "fields": {**ENTRY["fields"], "lines.sku": "read", "documents": "read"}}
ONLY_LARGE = {**MAY, "filter": {"field": "total", "op": "gt", "value": "20"}}
DAYS = ("2026-11-30", "2026-12-01", None)


@pytest.fixture
async def asked(bench: RecordsBench) -> RecordsBench:
    """Both tenants let the same 60 invoices be exported."""
    for tenant in ("acme", "globex"):
        await bench.define(tenant, "invoices", 2, fields=FIELDS)
        await bench.open(tenant, portal_document(MAY), 2)
        events = [
            invoice(
                tenant, n, due_on=DAYS[n % 3], status=("open", "paid")[n % 2], total=f"{n - 9}.50", balance="1.00",
                fields={"project": f"Roof {n % 7}", "hours": n, "price": "5.00"}, hidden=n == 11,
                accounts=["C-1001" if n % 5 else "C-2"],
            )
            for n in range(60)
        ]  # fmt: skip
        await bench.publish(tenant, *events)
    return bench


async def pages(bench: RecordsBench, who: Principal, limit: int = 7, **asking: Any) -> list[ExportPage]:
    found: list[ExportPage] = []
    while not found or found[-1].next_cursor is not None:
        more = {"cursor": found[-1].next_cursor, "as_of": found[-1].as_of} if found else {}
        found.append(await bench.doors.call(ExportRecords(module="invoices", limit=limit, **asking, **more), who))
    return found


async def rows(bench: RecordsBench, who: Principal, **asking: Any) -> list[dict[str, JsonValue]]:
    """The rows of the file, by the name of their column."""
    found = await pages(bench, who, **asking)
    names = [column.name for column in found[0].columns]
    return [dict(zip(names, row, strict=True)) for page in found for row in page.rows]


def flat(record: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """A record of a list as a row."""
    return {name: record["fields"][name[7:]] if name.startswith("fields.") else record[name] for name in names}


@pytest.mark.parametrize("entry", [MAY, ONLY_LARGE, {**MAY, "scope": "account_tree"}], ids=["plain", "filter", "tree"])
@pytest.mark.parametrize(
    "asking",
    [
        {},
        {"sort": "due_on"},
        {"sort": "-total"},
        {"sort": "fields.project", "filter": {"status": {"is": "open"}}},
        {"q": "inv", "filter": {"due_on": {"lte": "2026-11-30"}}},
        {"filter": {"fields.hours": {"gt": "20"}}, "fields": ("total", "record_id", "fields.hours")},
    ],
    ids=str,
)
async def test_the_rows_are_those_of_the_list(asked: RecordsBench, entry: Any, asking: dict[str, Any]) -> None:
    for tenant in ("acme", "globex"):
        await asked.open(tenant, portal_document(entry), 3)
    for who in (user("acme"), user("acme", "C-2"), user("globex")):
        listed = await asked.seen(who, limit=100, **asking)
        exported = await rows(asked, who, **asking)
        assert exported == [flat(record, list(exported[0])) for record in listed]
        assert listed
        if "fields" in asking:
            assert list(exported[0]) == list(asking["fields"])
    everything = {"record_id", *ENTRY["fields"]}
    assert set((await rows(asked, user("acme")))[0]) == everything


async def test_a_hidden_column_is_refused_as_a_list_refuses_it(asked: RecordsBench) -> None:
    askings: list[dict[str, Any]] = [
        *({"fields": ("title", name)} for name in ("balance", "fields.price", "nothing", "lines.cost", "audience")),
        {"sort": "balance"},
        {"filter": {"balance": {"gt": "0"}}},
        {"q": "a b c d e f g h i"},
    ]
    for asking in askings:
        told = await asked.doors.refusal(ExportRecords(module="invoices", **asking), user("acme"))
        assert told == await asked.doors.refusal(ListRecords(module="invoices", **asking), user("acme"))
    for name in ("lines", "lines.sku", "documents"):
        told = await asked.doors.refusal(ExportRecords(module="invoices", fields=(name,)), user("acme"))
        assert (told.status, told.code) == (422, "records.not-a-column")


async def test_it_takes_the_action_and_a_module_that_shows(asked: RecordsBench) -> None:
    await asked.open("acme", portal_document({**MAY, "actions": ["view"]}), 3)
    assert (await asked.doors.refusal(ExportRecords(module="invoices"), user("acme"))).code == "records.not-granted"
    assert (await asked.doors.refusal(ExportRecords(module="orders"), user("acme"))).code == "records.not-found"
    assert await rows(asked, user("globex"))


async def test_rows_are_as_of_the_beginning(asked: RecordsBench) -> None:
    who = user("acme")
    before = [row["record_id"] for row in await rows(asked, who, sort="record_id")]
    first = await asked.doors.call(ExportRecords(module="invoices", limit=7, sort="record_id"), who)
    asked.clock.ahead += type(asked.clock.ahead)(seconds=5)
    await asked.publish("acme", invoice("acme", 1, 2), invoice("acme", 40 + 1, 2, total="9"), invoice("acme", 99))
    rest, page = list(first.rows), first
    while page.next_cursor is not None:
        again = ExportRecords(module="invoices", sort="record_id", cursor=page.next_cursor, as_of=first.as_of)
        page = await asked.doors.call(again, who)
        rest += page.rows
    assert [row[0] for row in rest] == [name for name in before if name != "INV-0041"], "once each, and nothing new"


async def test_a_cursor_belongs_to_one_export(asked: RecordsBench) -> None:
    request = ExportRecords(module="invoices", limit=7)
    page = await asked.doors.call(request, user("acme"))
    again = request.model_copy(update={"cursor": page.next_cursor, "as_of": page.as_of})
    assert (await asked.doors.call(again, user("acme"))).rows
    later = page.as_of + type(asked.clock.ahead)(seconds=1)
    for other in ({"as_of": later}, {"sort": "title"}, {"q": "inv"}, {"fields": ("title",)}, {"as_of": None}):
        assert (await asked.doors.refusal(again.model_copy(update=other), user("acme"))).code == "records.bad-cursor"
    listed = ListRecords(module="invoices", cursor=page.next_cursor)
    assert (await asked.doors.refusal(listed, user("acme"))).code == "records.bad-cursor"
    await asked.open("acme", portal_document(MAY), 3)
    assert (await asked.doors.refusal(again, user("acme"))).code == "records.bad-cursor", (
        "another version of the portal"
    )


async def test_too_much_is_refused_before_it_begins_and_less_of_it_is_not(asked: RecordsBench) -> None:
    asked.parts.most_exported = 40
    told = await asked.doors.refusal(ExportRecords(module="invoices"), user("acme"))
    assert (told.status, told.code) == (422, "records.too-much-to-export")
    for conditions in ({"status": {"is": "open"}}, {"due_on": {"is": "2026-11-30"}}, {"record_id": {"is": "INV-0001"}}):
        assert await rows(asked, user("acme"), filter=conditions)
    asked.parts.most_exported = 2_000


async def test_a_page_is_bounded_by_its_bytes_too(asked: RecordsBench, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await rows(asked, user("acme"), sort="-total")
    monkeypatch.setattr("records.app.export_records.MAX_BYTES", 2_000)
    for sort in ("-total", "record_id"):
        found = await pages(asked, user("acme"), limit=500, sort=sort)
        assert len(found) > 4
        assert sum(len(page.rows) for page in found) == len(whole)
