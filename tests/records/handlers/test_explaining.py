"""Why somebody sees a record: rule by rule, under any version, with the event behind it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from contracts.identity.people import MembershipGranted, MembershipRevoked
from contracts.message import Who
from contracts.principal import Principal
from contracts.records.explaining import MAX_EXPLAINED, Explained, ExplainVisibility, Explanation
from policy import RULES
from records.domain.public_id import public_id
from stack.records_bench import ENTRY, TENANTS, RecordsBench, invoice, message, owner, portal_document, removed, user

ID = "INV-0001"
ONLY_OPEN = {"all": [{"field": "status", "op": "in", "value": ["open", "paid"]}]}


def granted(tenant: str, name: str = "m-1", **other: Any) -> MembershipGranted:
    """Identity grants a membership."""
    usual: dict[str, Any] = {
        "membership_id": name, "user_id": "u-1", "portal": f"{tenant}/customers", "account_id": "C-1001",
        "contact_id": None, "roles": (),
    }  # fmt: skip
    return MembershipGranted(**{**usual, **other})


async def why(bench: RecordsBench, tenant: str = "acme", **asked: Any) -> Explanation:
    usual = {"module": "invoices", "id": ID, "membership": "m-1"}
    return await bench.doors.call(ExplainVisibility(**{**usual, **asked}), owner(tenant))


async def the_one(bench: RecordsBench, tenant: str = "acme", **asked: Any) -> Explained:
    [one] = (await why(bench, tenant, **asked)).items
    return one


def rules(one: Explained) -> Mapping[str, bool]:
    assert [rule.rule for rule in one.rules if rule.deciding] == ([one.decided_by] if not one.visible else [])
    return {rule.rule: rule.allowed for rule in one.rules}


async def test_each_tenant_is_told_of_its_own_record_and_membership(bench: RecordsBench) -> None:
    for tenant in TENANTS:
        await bench.tell(tenant, granted(tenant))
        await bench.publish(tenant, invoice(tenant, 1))
    for tenant in TENANTS:
        told = await why(bench, tenant)
        [one] = told.items
        assert (told.id, told.record_id) == (public_id(tenant, "invoices", ID), ID)
        assert (one.visible, one.decided_by, one.version, one.in_force) == (True, "allowed", 1, True)
        assert tuple(rules(one)) == tuple(rule for rule in RULES if rule != "field")
        assert all(rules(one).values())
        assert (one.fields["title"], one.fields["balance"], one.actions) == ("read", "hidden", ("view",))
        assert told.cause.source == f"erp://{tenant}/main"
    await bench.tell("acme", granted("acme", "m-2"))
    for foreign in ({"id": public_id("acme", "invoices", ID), "module": None}, {"membership": "m-2"}):
        asked = ExplainVisibility(**{"module": "invoices", "id": ID, "membership": "m-1", **foreign})
        assert (await bench.doors.refusal(asked, owner("globex"))).status == 404


async def test_the_rule_that_decides_is_the_first_that_refuses(bench: RecordsBench) -> None:
    hour = timedelta(hours=1)
    soon, ago = (bench.clock() + hour).isoformat(), (bench.clock() - hour).isoformat()
    await bench.define("acme", "orders")
    roles = {"technical": {"modules": ["orders"]}, "blind": {"modules": ["invoices"], "without": ["view"]}}
    filtered = {**ENTRY, "filter": ONLY_OPEN}
    orders = {**ENTRY, "module": "orders", "on": False}
    await bench.open("acme", portal_document(filtered, orders, roles=roles), 2)
    people: list[dict[str, Any]] = [{}, {"account_id": "C-2"}, {"roles": ("technical",)}, {"roles": ("blind",)}]
    for number, said in enumerate([*people, {"portal": "acme/nowhere"}], 1):
        await bench.tell("acme", granted("acme", f"m-{number}", **said))
    records: list[dict[str, Any]] = [{}, {"status": "draft"}, {"hidden": True}, {"visible_from": soon}]
    records += [{"visible_until": ago}, {"module": "orders"}]
    await bench.publish("acme", *(invoice("acme", number, **said) for number, said in enumerate(records, 1)))
    decided = [(await the_one(bench, membership=f"m-{n}")).decided_by for n in range(1, 6)]
    assert decided == ["allowed", "scope", "role", "action", "portal"]
    decided = [(await the_one(bench, id=f"INV-{n:04}")).decided_by for n in range(1, 6)]
    assert decided == ["allowed", "filter", "hidden", "visible_from", "visible_until"]
    assert (await the_one(bench, module="orders", id="INV-0006")).decided_by == "module"
    later = (bench.clock() + 2 * hour).isoformat()
    assert (await the_one(bench, id="INV-0004", at=later)).decided_by == "allowed"
    away = await the_one(bench, membership="m-5")
    assert (away.version, away.in_force, tuple(rules(away))) == (None, False, ("tenant", "portal"))


async def test_what_the_filter_misses_is_told_with_the_records_own_value(bench: RecordsBench) -> None:
    ceiling = {"field": "balance", "op": "lte", "value": "100"}
    await bench.open("acme", portal_document({**ENTRY, "filter": {"all": [*ONLY_OPEN["all"], ceiling]}}), 2)
    await bench.tell("acme", granted("acme"))
    await bench.publish("acme", invoice("acme", 1, status="draft"))
    one = await the_one(bench)
    assert [missed.model_dump() for missed in one.missed] == [
        {"field": "status", "op": "in", "value": ["open", "paid"], "found": "draft"},
        {"field": "balance", "op": "lte", "value": "100", "found": "121.00"},
    ]
    assert one.fields["balance"] == "hidden", "staff are told of what the customer never sees"


async def test_a_membership_that_has_ended_decides_and_nothing_is_asked_beyond(bench: RecordsBench) -> None:
    await bench.tell("acme", granted("acme"))
    await bench.publish("acme", invoice("acme", 1))
    ended = MembershipRevoked(
        membership_id="m-1", user_id="u-1", portal="acme/customers", account_id="C-1001", revision=2
    )
    await bench.tell("acme", ended)
    one = await the_one(bench)
    assert (one.visible, one.decided_by) == (False, "membership")
    assert tuple(rules(one)) == ("tenant", "portal", "membership")
    assert (one.actions, set(one.fields.values())) == ((), {"hidden", "read"})


async def test_any_past_version_can_be_asked_whatever_order_they_came_in(bench: RecordsBench) -> None:
    await bench.open("acme", portal_document({**ENTRY, "actions": []}), 3)
    await bench.open("acme", portal_document({**ENTRY, "filter": ONLY_OPEN}), 2)
    await bench.tell("acme", granted("acme"))
    await bench.publish("acme", invoice("acme", 1, status="draft"))
    told = [await the_one(bench, version=version) for version in (1, 2, 3)]
    assert [one.decided_by for one in told] == ["allowed", "filter", "action"]
    assert [one.in_force for one in told] == [False, False, True]
    assert [one.version for one in told] == [1, 2, 3]
    assert [one["id"] for one in await bench.seen(user("globex"))] == []
    asked = ExplainVisibility(module="invoices", id=ID, membership="m-1", version=4)
    assert (await bench.doors.refusal(asked, owner("acme"))).code == "records.unknown-version"


async def test_a_version_that_todays_modules_do_not_fit_is_refused(bench: RecordsBench) -> None:
    await bench.tell("acme", granted("acme"))
    await bench.publish("acme", invoice("acme", 1))
    await bench.define("acme", "invoices", 2, fields=[])
    asked = ExplainVisibility(module="invoices", id=ID, membership="m-1", version=1)
    problem = await bench.doors.refusal(asked, owner("acme"))
    assert (problem.status, problem.code) == (409, "records.version-unreadable")
    assert (await the_one(bench)).decided_by == "portal", "what cannot be read is not in force"


async def test_the_events_behind_a_record_are_told_newest_first(bench: RecordsBench) -> None:
    await bench.tell("acme", granted("acme"))
    events = [invoice("acme", 1, 1, status="draft"), invoice("acme", 1, 2, hidden=True)]
    for event in (*events, events[0], events[1]):
        await bench.publish("acme", event)
    told = await why(bench)
    assert [(one.revision, one.event_id, one.hidden) for one in told.revisions] == [
        (2, events[1]["id"], True), (1, events[0]["id"], False),
    ]  # fmt: skip
    assert told.cause == told.revisions[0]
    await bench.deliver(message("acme", removed("acme", 1, 3)))
    gone = await why(bench)
    assert (gone.cause.deleted, gone.cause.revision, gone.items[0].visible) == (True, 3, False)
    await bench.database.raw["revisions"].delete_many({})
    expired = await why(bench)
    assert (expired.revisions, expired.cause.revision, expired.cause.event_id) == ((), 3, None)


async def test_a_user_has_an_answer_for_each_membership_live_ones_first(bench: RecordsBench) -> None:
    for tenant in TENANTS:
        await bench.publish(tenant, invoice(tenant, 1))
        for number in range(3):
            await bench.tell(tenant, granted(tenant, f"m-{number}", account_id=f"C-100{number}"))
    over = {"user_id": "u-1", "portal": "acme/customers", "account_id": "C-1000", "revision": 2}
    await bench.tell("acme", MembershipRevoked(membership_id="m-0", **over))
    told = await why(bench, membership=None, user="u-1")
    assert [(one.membership_id, one.decided_by) for one in told.items] == [
        ("m-1", "allowed"), ("m-2", "scope"), ("m-0", "membership"),
    ]  # fmt: skip
    assert not told.more
    for number in range(3, MAX_EXPLAINED + 1):
        await bench.tell("acme", granted("acme", f"m-{number}", account_id=f"C-{number}"))
    told = await why(bench, membership=None, user="u-1")
    assert (len(told.items), told.more) == (MAX_EXPLAINED, True)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"membership": None}, "records.nobody-named"),
        ({"membership": None, "user": "u-1", "version": 1}, "records.version-of-no-portal"),
        ({"membership": "m-9"}, "records.unknown-membership"),
        ({"membership": None, "user": "u-9"}, "records.unknown-membership"),
        ({"user": "u-9"}, "records.unknown-membership"),
        ({"id": "INV-9"}, "records.not-found"),
        ({"module": "orders"}, "records.not-found"),
        ({"module": None}, "records.not-found"),
    ],
)
async def test_a_question_about_nothing_is_refused(bench: RecordsBench, asked: Any, code: str) -> None:
    await bench.tell("acme", granted("acme"))
    await bench.publish("acme", invoice("acme", 1))
    request = ExplainVisibility(**{"module": "invoices", "id": ID, "membership": "m-1", **asked})
    assert (await bench.doors.refusal(request, owner("acme"))).code == code


async def test_only_who_may_know_everything_of_the_tenant_may_ask(bench: RecordsBench) -> None:
    await bench.tell("acme", granted("acme"))
    await bench.publish("acme", invoice("acme", 1))
    request = ExplainVisibility(id=public_id("acme", "invoices", ID), membership="m-1")
    finance = Principal(Who.STAFF, tenant="acme", subject="f", roles=frozenset({"finance"}))
    key = Principal(Who.SYSTEM, tenant="acme", subject="k", scopes=frozenset({"events"}))
    for who in (finance, key, user("acme")):
        assert (await bench.doors.refusal(request, who)).status == 403
    allowed = Principal(Who.SYSTEM, tenant="acme", subject="k", scopes=frozenset({"portals"}))
    assert (await bench.doors.call(request, allowed)).items[0].visible
