"""What may be told of a change is what the lists show: asked for by id, or by module and moment."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.principal import Principal
from contracts.records.watching import CheckVisible, ModuleSince, RecordAddress, StillVisible
from records.domain.public_id import public_id
from stack.records_bench import ENTRY, RecordsBench, account, invoice, portal_document, removed, user

OPEN_ONLY = {**ENTRY, "filter": {"field": "status", "op": "eq", "value": "open"}}
BLIND = {**ENTRY, "module": "orders", "actions": []}


@pytest.fixture
async def there(bench: RecordsBench) -> RecordsBench:
    """Both tenants have the same seven invoices: two of C-1001 show, the others do not for a reason each."""
    for tenant in ("acme", "globex"):
        await bench.define(tenant, "orders")
        await bench.open(tenant, portal_document(OPEN_ONLY, BLIND), 2)
        later = (bench.clock() + timedelta(days=1)).isoformat()
        await bench.publish(
            tenant,
            invoice(tenant, 1),
            invoice(tenant, 2, accounts=["C-2", "C-1001"]),
            invoice(tenant, 3, accounts=["C-2"]),
            invoice(tenant, 4, hidden=True),
            invoice(tenant, 5, visible_from=later),
            invoice(tenant, 6, status="draft"),
            invoice(tenant, 7),
            invoice(tenant, 8, module="orders"),
        )
        await bench.publish(tenant, removed(tenant, 7, 2))
    return bench


def every(tenant: str) -> tuple[RecordAddress, ...]:
    named = [("orders" if n == 8 else "invoices", f"INV-{n:04}") for n in range(1, 10)]
    return tuple(RecordAddress(module=module, id=public_id(tenant, module, name)) for module, name in named)


async def ask(bench: RecordsBench, who: Principal, **asked: Any) -> StillVisible:
    found: StillVisible = await bench.doors.call(CheckVisible(**asked), who)
    return found


@pytest.mark.parametrize("tenant", ["acme", "globex"])
@pytest.mark.parametrize("account_id", ["C-1001", "C-2", "C-3"])
async def test_those_show_that_a_list_shows_and_with_its_revision(
    there: RecordsBench, tenant: str, account_id: str
) -> None:
    who = user(tenant, account_id)
    listed = {(row["id"], row["revision"]) for row in await there.seen(who)}

    found = await ask(there, who, records=every(tenant))

    assert {(one.id, one.revision) for one in found.records} == listed
    assert len(listed) == {"C-1001": 2, "C-2": 2, "C-3": 0}[account_id]


async def test_another_tenants_records_are_not_there(there: RecordsBench) -> None:
    assert not (await ask(there, user("globex"), records=every("acme"))).records


async def test_an_id_is_found_in_its_own_module_only(there: RecordsBench) -> None:
    [first, *_] = every("acme")
    assert not (await ask(there, user("acme"), records=[RecordAddress(module="orders", id=first.id)])).records


async def test_only_what_shows_makes_a_module_newer(there: RecordsBench) -> None:
    who = user("acme")
    there.clock.ahead = timedelta(hours=1)
    asked = [ModuleSince(module=name, since=there.clock() - timedelta(minutes=1)) for name in ("invoices", "orders")]

    await there.publish(
        "acme", invoice("acme", 3, 2, accounts=["C-2"]), invoice("acme", 4, 2, hidden=True),
        invoice("acme", 6, 2, status="draft"), invoice("acme", 8, 2, module="orders"),
    )  # fmt: skip
    await there.publish("globex", invoice("globex", 1, 2))
    assert (await ask(there, who, modules=asked)).newer == ()

    await there.publish("acme", invoice("acme", 1, 2))
    assert (await ask(there, who, modules=asked)).newer == ("invoices",)


async def test_it_says_how_far_each_module_reaches_that_shows(there: RecordsBench) -> None:
    tree = {**ENTRY, "scope": "account_tree"}
    await there.open("acme", portal_document(tree, BLIND), 3)

    assert (await ask(there, user("acme"))).reach == {"invoices": "account_tree"}


async def test_an_event_names_what_stands_above_its_accounts(there: RecordsBench) -> None:
    await there.publish("acme", account("acme", "C-9", parent="C-8"), account("acme", "C-8", parent="C-1001"))
    await there.work_beside()
    await there.publish("acme", invoice("acme", 20, accounts=["C-9"]))

    said = await there.doors.said("acme", "records.record.changed.v1")
    assert [one["data"]["above"] for one in said if one["data"]["record_id"] == "INV-0020"] == [["C-1001", "C-8"]]
