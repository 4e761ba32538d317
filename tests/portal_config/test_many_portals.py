"""As many portals as a tenant may have: listed, bounded, and held against a module that changes."""

import time
from typing import Any

from contracts.portal_config.portals import CreatePortal, ListPortals, PublishPortal, ShowDraft
from contracts.portal_config.tenancy import DefineModule, ShowModule
from contracts.principal import Principal
from portal_config.domain.portal import MAX_PORTALS
from stack.doors import Doors

PATIENCE_S = 5.0
"""What a call may take."""


async def _as_many_as_may_be(doors: Doors, who: Principal) -> None:
    """Publish one portal, and put copies of it beside, as if each had been."""
    await doors.call(CreatePortal(slug="customers", name="Customers"), who)
    await doors.call(PublishPortal(slug="customers"), who)
    for collection in ("portals", "versions"):
        raw = doors.database.raw[collection]
        row: Any = await raw.find_one({"tenant": who.tenant, "slug": "customers"})
        slugs = [f"portal-{number}" for number in range(1, MAX_PORTALS)]
        copies = [{**row, "_id": row["_id"].replace("/customers", f"/{slug}"), "slug": slug} for slug in slugs]
        await raw.insert_many(copies)


async def test_a_tenant_has_a_thousand_portals_and_not_one_more(
    doors: Doors, acme: Principal, globex: Principal
) -> None:
    await _as_many_as_may_be(doors, acme)
    items = (await doors.call(ListPortals(), acme)).items
    assert (len(items), items[0].slug, items[-1].slug) == (MAX_PORTALS, "customers", "portal-999")
    assert {(item.name, item.audience, item.published_version) for item in items} == {("Customers", "customer", 1)}
    assert (await doors.call(ShowDraft(slug="portal-999"), acme)).revision == items[-1].draft_revision
    assert (await doors.refusal(CreatePortal(slug="more", name="More"), acme)).code == "portal-config.too-many"
    assert (await doors.call(ListPortals(), globex)).items == ()
    await doors.call(CreatePortal(slug="more", name="More"), globex)


async def test_a_module_is_held_against_a_thousand_portals_within_a_call(doors: Doors, acme: Principal) -> None:
    await _as_many_as_may_be(doors, acme)
    held: Any = (await doors.call(ShowModule(module="invoices"), acme)).definition
    began = time.monotonic()
    await doors.call(DefineModule(module="invoices", definition={**held, "label": {"en": "Bills"}}), acme)
    assert time.monotonic() - began < PATIENCE_S
    without = {**held, "fields": [field for field in held["fields"] if field["name"] != "project"]}
    problem = await doors.refusal(DefineModule(module="invoices", definition=without), acme)
    assert problem.code == "portal-config.module-in-use"
    named = {fault.detail.partition(",")[0] for fault in problem.errors}
    assert {"portal customers", "portal portal-1"} <= named


async def test_a_portal_kept_before_lists_had_entries_stands_in_them(doors: Doors, acme: Principal) -> None:
    await doors.call(CreatePortal(slug="customers", name="Customers"), acme)
    before = await doors.call(ListPortals(), acme)
    await doors.database.raw["portals"].update_many({"tenant": acme.tenant}, {"$unset": {"name": 1, "audience": 1}})
    assert await doors.call(ListPortals(), acme) == before
