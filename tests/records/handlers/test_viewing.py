"""What customers see: pages, order, cursors, and never a field more than granted."""

from datetime import timedelta
from typing import Any, cast

from actors import record_event
from contracts.records.viewing import ListRecords, ShowRecord
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
    said: dict[str, Any] = {"fields": fields, "lines": lines, "accounts": ["C-1001", "C-3003"], "notes": ["internal"]}
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
    name = {"module": "orders", "record_id": "SO-0", "id": public_id("acme", "orders", "SO-0")}
    visible = {**name, "title": "Invoice SO-0 r1"}
    assert one["related"] == [visible]


async def test_what_points_to_a_record_shows_on_its_page_where_both_sides_tell(bench: RecordsBench) -> None:
    await bench.define("acme", "orders")
    await bench.define("globex", "orders")
    orders = {**ENTRY, "module": "orders", "fields": {"title": "read", "related": "read"}, "related": ["invoices"]}
    telling = {**ENTRY, "fields": {"title": "read", "related": "read"}, "related": ["orders"]}
    silent = [
        ({**telling, "related": []}, orders), ({**telling, "fields": {"title": "read"}}, orders),
        (telling, {**orders, "related": []}), (telling, {**orders, "fields": {"title": "read"}}),
    ]  # fmt: skip
    to_it = [{"module": "orders", "record_id": "SO-1"}]
    said: tuple[dict[str, Any], ...] = (
        {"issued_on": "2026-11-01"}, {"issued_on": "2026-11-02"}, {"hidden": True}, {"accounts": ["C-2"]},
        {"status": "draft"}, {"related": [{"module": "orders", "record_id": "SO-2"}]}, {"related": []},
    )  # fmt: skip
    for tenant in ("acme", "globex"):
        await bench.publish(tenant, record_event(tenant, "SO-1", 1, module="orders"))
    for n, data in enumerate(said):
        await bench.publish("acme", invoice("acme", n, **{"related": to_it, **data}))
    await bench.publish("globex", invoice("globex", 0, related=to_it))
    asked = ShowRecord(module="orders", id=public_id("acme", "orders", "SO-1"))
    drafts = {"field": "status", "op": "ne", "value": "draft"}

    await bench.open("acme", portal_document({**telling, "filter": drafts}, orders), 2)
    found = (await bench.doors.call(asked, user("acme"))).record["related_from"]
    without = await bench.doors.call(asked.model_copy(update={"fields": ("title",)}), user("acme"))

    names = [(each["record_id"], each["title"]) for each in cast("list[dict[str, str]]", found)]
    assert names == [("INV-0001", "Invoice INV-0001 r1"), ("INV-0000", "Invoice INV-0000 r1")]
    assert "related_from" not in without.record
    for version, modules in enumerate(silent, 3):
        await bench.open("acme", portal_document(*modules), version)
        assert not (await bench.doors.call(asked, user("acme"))).record.get("related_from")


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
