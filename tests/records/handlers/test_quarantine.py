"""Staff look into the quarantine, try again, and throw away; a defined module tries by itself."""

import pytest

from contracts.portal_config.tenancy import ModuleDefined
from contracts.records.intake import DiscardQuarantined, ListQuarantine, QuarantinedEvent, RetryQuarantined
from records.domain.chore import SECOND_AFTER
from stack.records_bench import MODULE, RecordsBench, invoice, message, owner, portal_document, user


async def test_a_defined_module_takes_in_what_waited_for_it(bench: RecordsBench) -> None:
    for tenant in ("acme", "globex"):
        await bench.publish(tenant, *(invoice(tenant, n, module="orders") for n in range(250)))
    assert await bench.codes("acme") == ["records.unknown-module"] * 100
    await bench.define("acme", "orders")
    await bench.work_beside()
    assert await bench.quarantined("acme") == []
    assert len(await bench.rows("acme")) == 250
    assert await bench.rows("globex") == {}
    assert len(await bench.rows("globex", "quarantine")) == 250


async def test_a_new_definition_ends_what_the_old_one_refused(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1, fields={"hours": "many"}))
    assert await bench.codes("acme") == ["records.bad-field"]
    others = [one for one in MODULE["fields"] if one["name"] != "hours"]
    hours = {"name": "hours", "type": "string", "label": {"en": "Hours"}}
    await bench.define("acme", "invoices", 2, fields=[*others, hours])
    await bench.work_beside()
    assert await bench.codes("acme") == []
    assert (await bench.rows("acme"))["INV-0001"]["values"]["fields"] == {"hours": "many"}


async def test_an_older_definition_changes_nothing(bench: RecordsBench) -> None:
    await bench.define("acme", "orders", 2)
    for revision in (2, 1):
        stale = ModuleDefined(module="orders", revision=revision, definition={"label": {"en": "x"}, "fields": []})
        await bench.tell("acme", stale)
    await bench.publish("acme", invoice("acme", 1, module="orders", fields={"hours": "?"}))
    assert await bench.codes("acme") == ["records.bad-field"]


async def test_what_a_transaction_from_before_sets_aside_is_taken_in_by_the_second_pass(bench: RecordsBench) -> None:
    await bench.define("acme", "orders")
    await bench.work_beside()
    late = invoice("acme", 1, module="not_yet")
    await bench.publish("acme", late)
    # As if that transaction had read the modules before `orders` was defined, and committed after the first pass.
    await bench.database.raw["quarantine"].update_one({"tenant": "acme"}, {"$set": {"module": "orders"}})
    await bench.work_beside()
    assert await bench.codes("acme") == ["records.unknown-module"]
    [chore] = await bench.database.raw["chores"].find({"tenant": "acme"}).to_list(length=10)
    assert (chore["passes_left"], chore["due_at"] - chore["leased_until"]) == (1, SECOND_AFTER)
    await bench.database.raw["chores"].update_many({}, {"$set": {"due_at": chore["leased_until"]}})
    await bench.define("acme", "not_yet")
    await bench.work_beside()
    assert await bench.codes("acme") == []
    assert await bench.database.raw["chores"].count_documents({"_id": chore["_id"]}) == 0


async def test_a_retry_takes_in_or_stays_with_todays_reason(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1, module="orders", fields={"hours": "?"}))
    [before] = await bench.quarantined("acme")
    assert before.code == "records.unknown-module"
    await bench.define("acme", "orders")
    refused = await bench.doors.call(RetryQuarantined(id=before.id), owner("acme"))
    assert (refused.taken_in, refused.code) == (False, "records.bad-field")
    [after] = await bench.quarantined("acme")
    assert (after.id, after.code, after.received_at) == (before.id, "records.bad-field", before.received_at)
    await bench.define("acme", "orders", 2, fields=[])
    taken = await bench.doors.call(RetryQuarantined(id=before.id), owner("acme"))
    assert taken.taken_in
    assert await bench.quarantined("acme") == []
    assert set(await bench.rows("acme")) == {"INV-0001"}


async def test_a_retry_of_a_stray_or_an_event_of_a_batch_takes_in_the_event(bench: RecordsBench) -> None:
    stray = message("acme", invoice("acme", 1), key="acme.oops")
    await bench.deliver(stray, queue="records.backoffice.stray")
    await bench.deliver(message("acme", [invoice("acme", 2, module="orders"), invoice("acme", 3)]))
    await bench.define("acme", "orders")
    for one in await bench.quarantined("acme"):
        assert (await bench.doors.call(RetryQuarantined(id=one.id), owner("acme"))).taken_in
    assert set(await bench.rows("acme")) == {"INV-0001", "INV-0002", "INV-0003"}


@pytest.mark.parametrize("copied", [True, False])
async def test_no_retry_makes_a_foreign_or_copied_event_good(bench: RecordsBench, copied: bool) -> None:
    await bench.deliver(message("acme", invoice("acme" if copied else "globex", 1), copied=copied))
    [one] = await bench.quarantined("acme")
    assert not (await bench.doors.call(RetryQuarantined(id=one.id), owner("acme"))).taken_in
    assert await bench.codes("acme") == [one.code]
    assert await bench.rows("acme") == await bench.rows("globex") == {}


async def test_nobody_reaches_another_tenants_quarantine(bench: RecordsBench) -> None:
    await bench.deliver(message("acme", b"rubbish"))
    [one] = await bench.quarantined("acme")
    for request in (RetryQuarantined(id=one.id), DiscardQuarantined(id=one.id)):
        problem = await bench.doors.refusal(request, owner("globex"))
        assert (problem.status, problem.code) == (404, "records.unknown-quarantined")
        assert (await bench.doors.refusal(request, user("acme"))).status == 403
    assert await bench.quarantined("acme") == [one]
    await bench.doors.call(DiscardQuarantined(id=one.id), owner("acme"))
    assert await bench.quarantined("acme") == []


async def test_the_quarantine_pages_newest_first_and_its_cursor_is_the_tenants_own(bench: RecordsBench) -> None:
    await bench.deliver(*(message("acme", f"rubbish {n}".encode()) for n in range(7)))
    found: list[QuarantinedEvent] = []
    cursor = None
    while True:
        page = await bench.doors.call(ListQuarantine(limit=3, cursor=cursor), owner("acme"))
        found += page.items
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
        assert (await bench.doors.refusal(ListQuarantine(cursor=cursor), owner("globex"))).code == "records.bad-cursor"
    assert len({one.id for one in found}) == 7
    assert [one.received_at for one in found] == sorted((one.received_at for one in found), reverse=True)


async def test_what_was_taken_in_late_shows_like_everything_else(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1, module="orders"))
    await bench.define("acme", "orders")
    entry = {"module": "orders", "scope": "account", "actions": ["view"], "fields": {"title": "read"}}
    await bench.open("acme", portal_document(entry), 2)
    assert await bench.seen(user("acme"), "orders") == []
    await bench.work_beside()
    assert len(await bench.seen(user("acme"), "orders")) == 1
