"""Portals in and out of force, and what roles make of them."""

from datetime import timedelta

from contracts.portal_config.portals import PortalPublished, PortalUnpublished
from contracts.records.intake import PolicyChanged
from contracts.records.viewing import ListRecords, ShowPortal, ShowRecord
from stack.records_bench import ENTRY, RecordsBench, invoice, portal_document, user


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
    assert module.fields["total"] == {"type": "money", "label": None, "sortable": True, "write": False}
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


async def test_a_portal_switched_off_and_on_has_its_version_again_whatever_the_order(bench: RecordsBench) -> None:
    document = portal_document()
    told = (
        PortalPublished(slug="customers", version=2, document=document),
        PortalUnpublished(slug="customers", version=2, switched=1),
        PortalPublished(slug="customers", version=2, switched=2, document=document),
    )
    await bench.tell("acme", told[0])
    await bench.tell("acme", told[1])
    for request in (ShowPortal(), ListRecords(module="invoices"), ShowRecord(module="invoices", id="x")):
        assert (await bench.doors.refusal(request, user("acme"))).code == "records.no-portal"
    for news in (told[2], told[0], told[1], told[2], told[1]):
        await bench.tell("acme", news)
    assert (await bench.doors.call(ShowPortal(), user("acme"))).version == 2
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
    replica, bench.parts = bench.parts, bench.replica()
    await bench.tell("acme", narrow)
    bench.parts = replica
    assert (await bench.doors.call(ShowPortal(), user("acme"))).version == 1, "kept until it hears"
    await replica.policies.compare()
    assert (await bench.doors.call(ShowPortal(), user("acme"))).version == 2


async def test_it_says_whom_to_ask_and_an_announcement_on_its_days(bench: RecordsBench) -> None:
    today = bench.clock().date()
    said = {"text": {"en": "We move"}, "tone": "warning", "until": today.isoformat()}
    contact = {"name": "Jo Meyer", "phone": "+49 40 123456"}
    await bench.open("acme", portal_document(announcement=said, contact=contact, defaults={"time_zone": "UTC"}), 2)

    shown = await bench.doors.call(ShowPortal(), user("acme"))
    other = await bench.doors.call(ShowPortal(), user("globex"))

    assert shown.announcement is not None
    assert (shown.announcement.text, shown.announcement.tone) == ({"en": "We move"}, "warning")
    assert shown.contact is not None
    assert (shown.contact.name, shown.contact.phone, shown.contact.email) == ("Jo Meyer", "+49 40 123456", None)
    assert (other.announcement, other.contact) == (None, None)
    bench.clock.ahead = timedelta(days=1)
    assert (await bench.doors.call(ShowPortal(), user("acme"))).announcement is None
