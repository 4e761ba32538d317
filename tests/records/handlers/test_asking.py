"""What a list can be asked for: conditions, words, any readable order, fields and counts, each within its bounds."""

from typing import Any

import pytest

from actors.backoffice import Event
from contracts.records.viewing import ListRecords, ShowRecord
from records.domain.public_id import public_id
from stack.records_bench import ENTRY, MODULE, RecordsBench, account, invoice, portal_document, user

FIELDS = [{**field, "sortable": field["type"] != "text"} for field in MODULE["fields"]]
SEARCHED = [{**field, "searchable": field["name"] in {"project", "story"}} for field in FIELDS]
OPEN = {**ENTRY, "fields": {**ENTRY["fields"], "fields.story": "read", "lines.sku": "read"}}


@pytest.fixture
async def asked(bench: RecordsBench) -> RecordsBench:
    """Both tenants let their module be sorted and searched."""
    for tenant in ("acme", "globex"):
        await bench.define(tenant, "invoices", 2, fields=SEARCHED)
        await bench.open(tenant, portal_document(OPEN), 2)
    return bench


def numbered(n: int, **data: Any) -> Event:
    fields = {"project": f"Roof {n}", "hours": n, "kind": "secretword"}
    return invoice("acme", n, total=f"{n}.50", fields=fields, **data)


async def found(bench: RecordsBench, **asking: Any) -> list[str]:
    rows = await bench.seen(user("acme"), limit=asking.pop("limit", 3), **asking)
    return [row["record_id"].removeprefix("INV-000") for row in rows]


async def test_conditions_hold_all_at_once_typed_by_their_field(asked: RecordsBench) -> None:
    days = ("2026-11-30", "2026-12-01", None)
    states = ("open", "paid", "overdue")
    await asked.publish("acme", *(numbered(n, due_on=days[n % 3], status=states[n % 3]) for n in range(9)))
    await asked.publish("globex", invoice("globex", 1))

    async def by(conditions: dict[str, Any]) -> list[str]:
        return await found(asked, filter=conditions, sort="record_id")

    assert await by({"status": {"is": "open,overdue"}}) == ["0", "2", "3", "5", "6", "8"]
    assert await by({"due_on": {"lte": "2026-12-01"}}) == ["0", "1", "3", "4", "6", "7"]
    assert await by({"due_on": {"gt": "2026-11-30"}, "total": {"lt": "7"}}) == ["1", "4"]
    assert await by({"due_on": {"exists": "false"}}) == ["2", "5", "8"]
    assert await by({"total": {"gte": "10.0"}}) == []
    assert await by({"fields.hours": {"in": "1.0,3"}}) == ["1", "3"]
    assert await by({"fields.project": {"contains": "oof 4"}}) == ["4"]
    assert await by({"record_id": {"is": "INV-0004"}, "status": {"ne": "open"}}) == ["4"]
    assert await by({"record_id": {"in": "INV-0004,INV-0005,INV-0099"}}) == ["4", "5"]


async def test_an_index_answers_what_is_asked_of_status_and_dates(asked: RecordsBench) -> None:
    await asked.publish("acme", *(numbered(n, status="open" if n % 90 == 7 else "paid") for n in range(400)))
    await asked.database.raw.command("profile", 2)
    try:
        request = ListRecords(module="invoices", sort="-due_on", filter={"status": {"is": "open,overdue"}}, limit=2)
        page = await asked.doors.call(request, user("acme"))
        await asked.doors.call(request.model_copy(update={"cursor": page.next_cursor}), user("acme"))
        bounded = ListRecords(module="invoices", sort="due_on", filter={"due_on": {"gt": "2026-12-01"}})
        assert (await asked.doors.call(bounded, user("acme"))).items == ()
    finally:
        await asked.database.raw.command("profile", 0)
    profile = asked.database.raw["system.profile"].find({"op": "query", "ns": f"{asked.database.raw.name}.records"})
    queries = await profile.to_list(length=20)
    await asked.database.raw.drop_collection("system.profile")
    assert not any(query.get("hasSortStage") for query in queries)
    assert max(query["keysExamined"] for query in queries) <= 10


@pytest.mark.parametrize("asking", [{"sort": "-issued_on"}, {"sort": "total"}, {"sort": "-fields.hours"}])
async def test_a_page_may_be_short_and_goes_on_where_no_index_helps(
    asked: RecordsBench, asking: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("records.app.stretches.STEPS", (5, 10))
    monkeypatch.setattr("records.app.stretches.EXAMINED", 15)
    await asked.publish("acme", *(numbered(n) for n in range(70)))
    wanted = {f"INV-{n:04}" for n in (3, 8, 33, 34, 69)}
    conditions: dict[str, Any] = {"fields.hours": {"in": "3,8,33,34,69"}}
    pages: list[list[Any]] = []
    cursor = None
    while True:
        request = ListRecords(module="invoices", limit=2, cursor=cursor, filter=conditions, count=True, **asking)
        page = await asked.doors.call(request, user("acme"))
        pages.append([row["record_id"] for row in page.items])
        assert page.total == "2+"
        cursor = page.next_cursor
        if cursor is None:
            break
    assert sorted(name for page in pages for name in page) == sorted(wanted)
    assert 4 <= len(pages) <= 6


@pytest.mark.parametrize("sort", ["total", "-total", "fields.hours", "-status", "-fields.project"])
async def test_any_readable_order_is_kept_from_page_to_page(asked: RecordsBench, sort: str) -> None:
    totals = ("-1.25", "-1.2", "0", "12", "3", "3.0", "100000", None)
    for n, value in enumerate(totals * 3):
        data: dict[str, Any] = {
            "total": value,
            "status": value and f"s{n % 5}",
            "fields": {"hours": value, "project": value},
        }
        await asked.publish("acme", invoice("acme", n, **data))
    rows = await asked.seen(user("acme"), limit=5, sort=sort)
    assert len({row["id"] for row in rows}) == 24
    key = sort.removeprefix("-")
    values = [row["fields"][key[7:]] if key.startswith("fields.") else row[key] for row in rows]
    number = key in {"total", "fields.hours"}
    typed = [(value is not None, float(value or 0) if number else 0.0, str(value or "")) for value in values]
    plain = [(there, value, "" if number else text) for there, value, text in typed]
    assert plain == sorted(plain, reverse=sort.startswith("-"))


async def test_words_are_found_in_readable_searchable_fields_only(asked: RecordsBench) -> None:
    await asked.publish(
        "acme",
        invoice("acme", 1, title="Dachdecker Müller", fields={"project": "Straße des 17. Juni", "kind": "hidden"}),
        invoice("acme", 2, title="Kamin", fields={"story": "the roof\nleaks"}, notes=["hidden"], terms="hidden"),
        invoice("acme", 3, title="hidden", accounts=["C-9"]),
    )
    for words, names in {
        "muller": ["1"],
        "DACH strasse": ["1"],
        "mül kamin": [],
        "leak": ["2"],
        "hidden": [],
        "inv-0002": ["2"],
        "eaks": [],
        "$where": [],
        ".*": [],
        "!!": [],
        "\u202e": [],
        "": ["1", "2"],
    }.items():
        assert sorted(await found(asked, q=words)) == names, words
    assert await found(asked, q="inv", sort="-total", filter={"status": {"is": "open"}}) == await found(asked)


async def test_fields_asks_for_less_and_lines_where_they_are_named(asked: RecordsBench) -> None:
    await asked.publish("acme", invoice("acme", 1, lines=[{"line_id": "1", "sku": "A", "total": "1.00"}]))
    always = {"id", "record_id", "module", "revision"}
    [one] = await asked.seen(user("acme"), fields=("title", "fields.hours", "lines"))
    assert set(one) == always | {"title", "fields", "lines"}
    assert (set(one["fields"]), one["lines"]) == ({"hours"}, [{"sku": "A"}])
    [plain] = await asked.seen(user("acme"), fields=("record_id",))
    assert set(plain) == always
    shown = await asked.doors.call(ShowRecord(module="invoices", id=one["id"], fields=("status",)), user("acme"))
    assert set(shown.record) == always | {"status"}


async def test_counts_say_how_many_there_are_and_end_at_a_thousand(asked: RecordsBench) -> None:
    await asked.publish("acme", *(numbered(n, accounts=["C-1001"] if n % 2 else ["C-2"]) for n in range(30)))

    async def counted(**asking: Any) -> int | str | None:
        page = await asked.doors.call(ListRecords(module="invoices", limit=1, **asking), user("acme"))
        return page.total

    assert await counted() is None
    assert await counted(count=True) == 15
    assert await counted(count=True, filter={"status": {"is": "open"}}) == 15
    assert await counted(count=True, filter={"due_on": {"lt": "2026-01-01"}}) == 0
    assert await counted(count=True, q="roof 1") == 6
    assert await counted(count=True, filter={"record_id": {"eq": "INV-0003"}}) == 1
    assert await counted(count=True, filter={"record_id": {"eq": "INV-0004"}}) == 0, "another account's"
    rows = [{**row, "_id": f"x{n}"} for row in (await asked.rows("acme")).values() for n in [row["_id"]]]
    mine = next(row for row in rows if row["accounts"] == ["C-1001"])
    await asked.database.raw["records"].insert_many([{**mine, "_id": f"copy{n}"} for n in range(1_200)])
    assert await counted(count=True) == "1000+"


@pytest.mark.parametrize(
    ("asking", "pointers"),
    [
        ({"filter": {"due_on": {"lte": "2026-02-30"}}}, ["/filter/due_on/lte"]),
        ({"filter": {"due_on": {"contains": "2026"}}}, ["/filter/due_on/contains"]),
        ({"filter": {"total": {"lt": "1e400"}, "status": {"is": ""}}}, ["/filter/total/lt", "/filter/status/is/0"]),
        ({"filter": {"total": {"lt": "12,50"}}}, ["/filter/total/lt"]),
        ({"filter": {"status": {"exists": "yes"}}}, ["/filter/status/exists"]),
        ({"filter": {"status": {"in": ",".join("abcdefghij" * 6)}}}, ["/filter/status/in"]),
        ({"filter": {"title": {"eq": "x" * 201}}}, ["/filter/title/eq"]),
        ({"filter": {"record_id": {"lt": "x"}}}, ["/filter/record_id/lt"]),
        ({"q": "a b c d e f g h i"}, ["/q"]),
    ],
)
async def test_what_a_field_does_not_take_is_refused_at_its_place(
    asked: RecordsBench, asking: dict[str, Any], pointers: list[str]
) -> None:
    problem = await asked.doors.refusal(ListRecords(module="invoices", **asking), user("acme"))
    assert (problem.status, [fault.pointer for fault in problem.errors]) == (422, pointers)


async def test_operators_of_the_database_and_placeholders_are_text(asked: RecordsBench) -> None:
    await asked.publish("acme", *(numbered(n) for n in range(3)))
    for text in ("$me.account", '{"$gt": ""}', "$where", "[$ne]", "\u0000".replace("\u0000", "$today")):
        for field in ("title", "status", "fields.project"):
            for op in ("is", "eq", "contains", "prefix"):
                assert await found(asked, filter={field: {op: text}}) == []


async def test_a_cursor_holds_for_the_whole_question(asked: RecordsBench) -> None:
    await asked.publish("acme", *(numbered(n) for n in range(9)))
    for sort in ("title", "total"):
        request = ListRecords(module="invoices", limit=2, sort=sort, q="roof", filter={"status": {"is": "open"}})
        cursor = (await asked.doors.call(request, user("acme"))).next_cursor
        assert cursor
        again = request.model_copy(update={"cursor": cursor})
        assert (await asked.doors.call(again, user("acme"))).items
        others: tuple[dict[str, Any], ...] = (
            {"q": "invoice"}, {"filter": {}}, {"sort": "-title"}, {"fields": ("title",)}, {"q": None},
        )  # fmt: skip
        for other in others:
            problem = await asked.doors.refusal(again.model_copy(update=other), user("acme"))
            assert problem.code == "records.bad-cursor"


async def test_the_records_of_a_whole_tree_of_accounts_are_asked_for_alike(asked: RecordsBench) -> None:
    await asked.open("acme", portal_document({**OPEN, "scope": "account_tree"}), 3)
    await asked.publish("acme", account("acme", "top"), account("acme", "mid", parent="top"))
    await asked.publish("acme", account("acme", "low", parent="mid"), account("acme", "other"))
    for n, name in enumerate(("top", "mid", "low", "other")):
        await asked.publish("acme", numbered(n, accounts=[name]))
    await asked.work_beside()
    for name, names in {"top": 3, "mid": 2, "low": 1, "other": 1}.items():
        for asking in ({}, {"q": "roof"}, {"sort": "-total"}, {"filter": {"status": {"is": "open"}}}):
            rows = await asked.seen(user("acme", name), limit=1, **asking)
            page = await asked.doors.call(ListRecords(module="invoices", count=True, **asking), user("acme", name))
            assert len(rows) == page.total == names
    above = ShowRecord(module="invoices", id=public_id("acme", "invoices", "INV-0000"))
    assert (await asked.doors.refusal(above, user("acme", "mid"))).code == "records.not-found"
