"""What a membership sees, in figures: what its own lists count, asked by staff of its tenant."""

from typing import Any

import pytest

from contracts.identity.people import MembershipGranted, MembershipRevoked
from contracts.message import Who
from contracts.principal import Principal
from contracts.records.sight import ShowSight, Sight
from contracts.records.viewing import ListRecords
from stack.records_bench import ENTRY, TENANTS, RecordsBench, invoice, owner, portal_document, user

OPEN_ONLY = {"field": "status", "op": "eq", "value": "open"}


async def _grant(bench: RecordsBench, tenant: str, name: str = "m-1", **other: Any) -> None:
    said = {"portal": f"{tenant}/customers", "account_id": "C-1001", "contact_id": None, "roles": (), **other}
    await bench.tell(tenant, MembershipGranted(membership_id=name, user_id="u-1", **said))


async def _sight(bench: RecordsBench, tenant: str = "acme", membership: str = "m-1") -> Sight:
    return await bench.doors.call(ShowSight(membership=membership), owner(tenant))


async def test_each_module_that_shows_is_counted_as_its_list_counts(bench: RecordsBench) -> None:
    for tenant in TENANTS:
        await _grant(bench, tenant)
        await bench.publish(tenant, *(invoice(tenant, number) for number in range(1, 4)))
    await bench.publish(
        "acme", invoice("acme", 4), invoice("acme", 5, accounts=["C-2"]), invoice("acme", 6, hidden=True)
    )
    for tenant, many in (("acme", 4), ("globex", 3)):
        sight = await _sight(bench, tenant)
        listed = await bench.doors.call(ListRecords(module="invoices", count=True), user(tenant, membership="m-1"))
        assert (sight.portal, sight.version) == (f"{tenant}/customers", 1)
        assert [(each.module, each.count) for each in sight.modules] == [("invoices", many)]
        assert listed.total == many
        assert sight.modules[0].actions == ("view",)


async def test_roles_and_filters_narrow_what_is_told(bench: RecordsBench, monkeypatch: pytest.MonkeyPatch) -> None:
    await bench.define("acme", "orders")
    orders = {**ENTRY, "module": "orders"}
    await bench.open(
        "acme",
        portal_document({**ENTRY, "filter": OPEN_ONLY}, orders, roles={"billing": {"modules": ["invoices"]}}), 2,
    )  # fmt: skip
    await _grant(bench, "acme", roles=("billing",))
    await bench.publish("acme", *(invoice("acme", n, status="open" if n < 4 else "paid") for n in range(1, 6)))
    assert [(each.module, each.count) for each in (await _sight(bench)).modules] == [("invoices", 3)]
    monkeypatch.setattr("records.app.show_sight.EXAMINED", 2)
    assert [each.count for each in (await _sight(bench)).modules] == ["2+"]


async def test_a_portal_that_is_away_shows_nothing(bench: RecordsBench) -> None:
    await _grant(bench, "acme", portal="acme/nowhere")
    sight = await _sight(bench)
    assert (sight.version, sight.modules) == (None, ())


async def test_a_membership_that_ended_or_is_anothers_is_not_there(bench: RecordsBench) -> None:
    await _grant(bench, "acme")
    asked = ShowSight(membership="m-1")
    assert (await bench.doors.refusal(asked, owner("globex"))).status == 404
    ended = MembershipRevoked(
        membership_id="m-1", user_id="u-1", portal="acme/customers", account_id="C-1001", revision=2
    )
    await bench.tell("acme", ended)
    assert (await bench.doors.refusal(asked, owner("acme"))).code == "records.unknown-membership"


async def test_customers_ask_nothing_of_this(bench: RecordsBench) -> None:
    await _grant(bench, "acme")
    finance = Principal(Who.STAFF, tenant="acme", subject="f", session="s", roles=frozenset({"finance"}))
    for who in (user("acme"), finance):
        assert (await bench.doors.refusal(ShowSight(membership="m-1"), who)).status == 403
