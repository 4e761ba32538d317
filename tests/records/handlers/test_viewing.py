"""What customers see: pages, order, cursors, and never a field more than granted."""

import json
from datetime import timedelta
from typing import Any

import pytest

from actors import record_event
from contracts.portal_config.portals import PortalPublished, PortalUnpublished
from contracts.records.intake import PolicyChanged
from contracts.records.viewing import ListRecords, ShowPortal, ShowRecord
from records.domain.public_id import public_id
from stack.records_bench import ENTRY, RecordsBench, invoice, portal_document, user

SECRETS = ("internal", "pays late", "C-1001", "C-3003", "erp://", "audience", "tenant", "received", "unknown")


async def test_two_tenants_with_the_same_slug_each_see_their_own(bench: RecordsBench) -> None:
    for tenant in ("acme", "globex"):
        await bench.publish(tenant, invoice(tenant, 1, title=f"For {tenant}"), invoice(tenant, 2, accounts=["C-2"]))
    for tenant, other in (("acme", "globex"), ("globex", "acme")):
        [one] = await bench.seen(user(tenant))
        assert one["title"] == f"For {tenant}"
        foreign = ShowRecord(module="invoices", id=public_id(other, "invoices", "INV-0001"))
        assert (await bench.doors.refusal(foreign, user(tenant))).code == "records.not-found"


async def test_only_granted_fields_come_out_typed_as_json(bench: RecordsBench) -> None:
    fields = {"project": "Roof", "hours": 1.50, "internal_note": "pays late", "unknown": [1, "x"]}
    lines = [{"line_id": "1", "description": "internal margin", "total": "1.00"}]
    said = {"fields": fields, "lines": lines, "accounts": ["C-1001", "C-3003"], "notes": ["internal"]}
    await bench.publish("acme", invoice("acme", 1, total="121.50", balance="99.00", **said))
    [one] = await bench.seen(user("acme"))
    shown = await bench.doors.call(ShowRecord(module="invoices", id=one["id"]), user("acme"))
    assert (
        shown.record
        == one
        == {
            "id": public_id("acme", "invoices", "INV-0001"),
            "record_id": "INV-0001",
            "module": "invoices",
            "revision": 1,
            "title": "Invoice INV-0001 r1",
            "status": "open",
            "issued_on": "2026-11-01",
            "due_on": "2026-12-01",
            "currency": "EUR",
            "total": "121.50",
            "fields": {"project": "Roof", "hours": "1.5"},
        }
    )
    assert not [secret for secret in SECRETS if secret in shown.model_dump_json()]


async def test_lines_show_on_the_page_and_not_in_the_list(bench: RecordsBench) -> None:
    granted = {**ENTRY, "fields": {**ENTRY["fields"], "lines.sku": "read", "lines.total": "read"}}
    await bench.open("acme", portal_document(granted), 2)
    await bench.publish("acme", invoice("acme", 1, lines=[{"line_id": "1", "sku": "A", "total": "1.00", "unit": "h"}]))
    [one] = await bench.seen(user("acme"))
    assert "lines" not in one
    shown = await bench.doors.call(ShowRecord(module="invoices", id=one["id"]), user("acme"))
    assert shown.record["lines"] == [{"sku": "A", "total": "1.00"}]


async def test_related_records_show_only_where_they_show_by_themselves(bench: RecordsBench) -> None:
    await bench.define("acme", "orders")
    related = {**ENTRY, "fields": {"title": "read", "related": "read"}, "related": ["orders"]}
    orders = {**ENTRY, "module": "orders", "fields": {"title": "read"}}
    await bench.open("acme", portal_document(related, orders), 2)
    pointers = [{"module": "orders", "record_id": f"SO-{n}"} for n in range(4)]
    pointers.append({"module": "invoices", "record_id": "INV-0001"})
    await bench.publish("acme", invoice("acme", 1, related=pointers))
    said: tuple[dict[str, Any], ...] = ({}, {"accounts": ["C-2"]}, {"hidden": True})
    for n, data in enumerate(said):
        await bench.publish("acme", record_event("acme", f"SO-{n}", 1, module="orders", **data))
    [one] = await bench.seen(user("acme"))
    visible = {"module": "orders", "record_id": "SO-0", "id": public_id("acme", "orders", "SO-0")}
    assert one["related"] == [visible]


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
    "sort", ["balance", "-balance", "total", "fields.project", "tenant", "source", "nothing", "sort.title", "audience"]
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


async def test_a_module_that_does_not_show_is_like_one_that_is_not(bench: RecordsBench) -> None:
    await bench.define("acme", "orders")
    off, blind = {**ENTRY, "on": False}, {**ENTRY, "module": "orders", "actions": ["comment"]}
    await bench.open("acme", portal_document(off, blind), 2)
    await bench.publish("acme", invoice("acme", 1), invoice("acme", 2, module="orders"))
    problems = [
        await bench.doors.refusal(ListRecords(module=name), user("acme")) for name in ("invoices", "orders", "none")
    ]
    for module in ("invoices", "orders", "none"):
        request = ShowRecord(module=module, id=public_id("acme", "invoices", "INV-0001"))
        problems.append(await bench.doors.refusal(request, user("acme")))
    assert {(problem.status, problem.code, problem.detail) for problem in problems} == {(404, "records.not-found", "")}


async def test_a_record_under_another_modules_name_is_not_found(bench: RecordsBench) -> None:
    await bench.define("acme", "orders")
    await bench.open(
        "acme", portal_document(ENTRY, {**ENTRY, "module": "orders", "scope": "everyone", "everyone": True}), 2
    )
    await bench.publish("acme", invoice("acme", 1, accounts=["C-2"]))
    request = ShowRecord(module="orders", id=public_id("acme", "invoices", "INV-0001"))
    assert (await bench.doors.refusal(request, user("acme"))).code == "records.not-found"


async def test_an_embargo_lifts_and_an_end_comes_by_the_clock_alone(bench: RecordsBench) -> None:
    now = bench.clock()
    hour = timedelta(hours=1)
    await bench.publish("acme", invoice("acme", 1, visible_from=(now + hour).isoformat()))
    await bench.publish("acme", invoice("acme", 2, visible_until=(now + hour).isoformat()))
    assert [one["record_id"] for one in await bench.seen(user("acme"))] == ["INV-0002"]
    bench.clock.ahead = 2 * hour
    assert [one["record_id"] for one in await bench.seen(user("acme"))] == ["INV-0001"]


async def test_today_is_the_portals_own(bench: RecordsBench) -> None:
    far = {**ENTRY, "filter": {"field": "due_on", "op": "lt", "value": "$today"}}
    for version, zone in enumerate(("Pacific/Kiritimati", "Pacific/Niue"), 2):
        await bench.open("acme", portal_document(far, defaults={"language": "en", "time_zone": zone}), version)
        here = bench.clock().date().isoformat()
        await bench.publish("acme", invoice("acme", version, due_on=here))
        bench.clock.ahead += timedelta(hours=12) - (bench.clock() - bench.clock().replace(hour=0, minute=0))
        # At noon in UTC it is tomorrow already in Kiritimati (+14), and not yet noon in Niue (-11).
        assert len(await bench.seen(user("acme"))) == (1 if zone.endswith("Kiritimati") else 0)


async def test_roles_narrow_and_unknown_roles_grant_nothing(bench: RecordsBench) -> None:
    await bench.define("acme", "orders")
    roles = {"billing": {"modules": ["invoices"]}, "technical": {"modules": ["orders"], "without": ["view"]}}
    await bench.open("acme", portal_document(ENTRY, {**ENTRY, "module": "orders"}, roles=roles), 2)

    async def modules(*names: str) -> list[str]:
        portal = await bench.doors.call(ShowPortal(), user("acme", roles=frozenset(names)))
        return [module.module for module in portal.modules]

    assert await modules() == ["invoices", "orders"]
    assert await modules("billing") == ["invoices"]
    assert await modules("technical", "nobody") == ["orders"]
    technical = user("acme", roles=frozenset({"technical"}))
    assert (await bench.doors.refusal(ListRecords(module="orders"), technical)).status == 404


async def test_my_portal_tells_what_i_may_see_and_do(bench: RecordsBench) -> None:
    shown = await bench.doors.call(ShowPortal(), user("acme"))
    assert (shown.portal, shown.name, shown.version) == ("acme/customers", "Customers", 1)
    [module] = shown.modules
    assert (module.actions, module.sort, module.view) == (("view",), "-issued_on", "list")
    assert module.fields["title"] == {"type": "string", "label": None, "sortable": True, "write": False}
    assert module.fields["total"] == {"type": "money", "label": None, "sortable": False, "write": False}
    assert "balance" not in module.fields


async def test_without_a_portal_in_force_nothing_shows(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1))
    other = user("acme", portal="acme/suppliers")
    stolen = user("acme", portal="globex/customers")
    nameless = user("acme", portal="")
    for who in (other, stolen, nameless, user("initech")):
        for request in (ShowPortal(), ListRecords(module="invoices"), ShowRecord(module="invoices", id="x")):
            problem = await bench.doors.refusal(request, who)
            assert (problem.status, problem.code) == (403, "records.no-portal")


async def test_a_portal_goes_off_and_on_by_its_versions_whatever_their_order(bench: RecordsBench) -> None:
    said = len({one["id"] for one in await bench.doors.said("acme", PolicyChanged.NAME)})
    await bench.tell("acme", PortalUnpublished(slug="customers", version=3))
    await bench.open("acme", portal_document(), 2)
    await bench.open("acme", portal_document(), 3)
    assert (await bench.doors.refusal(ShowPortal(), user("acme"))).code == "records.no-portal"
    await bench.open("acme", portal_document(), 4)
    await bench.tell("acme", PortalUnpublished(slug="customers", version=3))
    assert (await bench.doors.call(ShowPortal(), user("acme"))).version == 4
    changes = {one["id"]: one["data"]["version"] for one in await bench.doors.said("acme", PolicyChanged.NAME)}
    assert list(changes.values())[said:] == [3, 4]
    assert (await bench.doors.call(ShowPortal(), user("globex"))).version == 1


async def test_a_portal_that_cannot_be_read_is_closed_and_the_others_stay_open(bench: RecordsBench) -> None:
    unread = portal_document({**ENTRY, "module": "never_defined"}, slug="suppliers")
    await bench.open("acme", unread)
    who = user("acme", portal="acme/suppliers")
    assert (await bench.doors.refusal(ShowPortal(), who)).code == "records.no-portal"
    assert (await bench.doors.call(ShowPortal(), user("acme"))).version == 1
    await bench.define("acme", "never_defined")
    assert (await bench.doors.call(ShowPortal(), who)).version == 1


async def test_a_change_shows_at_once_in_a_replica_that_hears_of_it(bench: RecordsBench) -> None:
    await bench.doors.call(ShowPortal(), user("acme"))
    narrow = PortalPublished(slug="customers", version=2, document=portal_document({**ENTRY, "fields": {}}))
    replica, bench.parts = bench.parts, type(bench.parts)(bench.database, bench.doors.transactor, bench.cursor_key)
    await bench.tell("acme", narrow)
    bench.parts = replica
    assert (await bench.doors.call(ShowPortal(), user("acme"))).version == 1, "kept until it hears"
    await replica.policies.compare()
    assert (await bench.doors.call(ShowPortal(), user("acme"))).version == 2
