"""A published portal switched off and on: said once, in an order that nobody can mistake, and for nobody else."""

import asyncio
from typing import Any

from contracts.message import Who
from contracts.portal_config.portals import (
    CreatePortal,
    ListPortals,
    PublishPortal,
    RestoreVersion,
    SaveDraft,
    ShowDraft,
    ShowPublicPortal,
)
from contracts.portal_config.tenancy import DefineModule, ShowModule
from contracts.portal_config.versions import SwitchPortal
from contracts.principal import ANONYMOUS, Principal
from stack.doors import Doors

OFF, ON = SwitchPortal(slug="customers", on=False), SwitchPortal(slug="customers", on=True)
CUSTOMERS = CreatePortal(slug="customers", name="Customers")


async def _published(doors: Doors, *designers: Principal) -> None:
    for who in designers:
        await doors.call(CUSTOMERS, who)
        await doors.call(PublishPortal(slug="customers"), who)


async def _save(doors: Doors, who: Principal, name: str) -> None:
    draft = await doors.call(ShowDraft(slug="customers"), who)
    document = {**draft.document, "name": name}
    await doors.call(SaveDraft(slug="customers", expected_revision=draft.revision, document=document), who)


async def _said(doors: Doors, who: Principal) -> list[tuple[str, int, int]]:
    events = [*await doors.said(who.tenant, "portal.published"), *await doors.said(who.tenant, "portal.unpublished")]
    told = [(one["type"].split(".")[2], one["data"]["version"], one["data"]["switched"]) for one in events]
    return sorted(told, key=lambda one: one[1:])


async def test_off_and_on_again_says_the_same_version_as_newer(
    doors: Doors, acme: Principal, globex: Principal
) -> None:
    await _published(doors, acme, globex)
    off = await doors.call(OFF, acme)
    assert (off.on, off.published_version) == (False, 1)
    assert (await doors.call(ON, acme)).on
    assert await _said(doors, acme) == [("published", 1, 0), ("unpublished", 1, 1), ("published", 1, 2)]
    first, again = (one["data"]["document"] for one in await doors.said(acme.tenant, "portal.published"))
    assert first == again
    assert await _said(doors, globex) == [("published", 1, 0)]
    assert (await doors.call(ListPortals(), globex)).items[0].on


async def test_switching_to_what_is_so_already_says_nothing(doors: Doors, acme: Principal) -> None:
    await _published(doors, acme)
    await asyncio.gather(*(doors.call(OFF, acme) for _ in range(5)))
    await doors.call(OFF, acme)
    assert await _said(doors, acme) == [("published", 1, 0), ("unpublished", 1, 1)]


async def test_what_was_never_published_has_no_switch(doors: Doors, acme: Principal, globex: Principal) -> None:
    await doors.call(CUSTOMERS, acme)
    for switch in (OFF, ON):
        problem = await doors.refusal(switch, acme)
        assert (problem.status, problem.code) == (409, "portal-config.never-published")
        assert problem.detail == "Publish it first."
    assert (await doors.refusal(OFF, globex)).code == "portal-config.unknown-portal"


async def test_a_portal_that_is_off_stays_off_whatever_is_published(doors: Doors, acme: Principal) -> None:
    await _published(doors, acme)
    await doors.call(OFF, acme)
    await _save(doors, acme, "Better")
    assert (await doors.call(PublishPortal(slug="customers"), acme)).version == 2
    assert (await doors.call(RestoreVersion(slug="customers", version=1), acme)).version == 3
    assert await _said(doors, acme) == [("published", 1, 0), ("unpublished", 1, 1)]
    await doors.call(ON, acme)
    assert (await _said(doors, acme))[-1] == ("published", 3, 2)


async def test_who_is_not_let_in_is_told_why(doors: Doors, acme: Principal, globex: Principal) -> None:
    await _published(doors, acme, globex)
    await doors.call(OFF, acme)
    problem = await doors.refusal(ShowPublicPortal(tenant=acme.tenant, slug="customers"), ANONYMOUS)
    assert (problem.status, problem.code) == (404, "portal-config.portal-off")
    assert "ask whoever invited you" in problem.detail
    assert (await doors.call(ShowPublicPortal(tenant=globex.tenant, slug="customers"), ANONYMOUS)).name == "Customers"
    await doors.call(ON, acme)
    assert (await doors.call(ShowPublicPortal(tenant=acme.tenant, slug="customers"), ANONYMOUS)).name == "Customers"


async def test_who_only_looks_has_no_switch(doors: Doors, acme: Principal) -> None:
    await _published(doors, acme)
    auditor = Principal(Who.STAFF, tenant=acme.tenant, subject="bob", roles=frozenset({"auditor", "support"}))
    assert (await doors.refusal(OFF, auditor)).status == 403
    assert await _said(doors, acme) == [("published", 1, 0)]


async def test_while_a_portal_is_off_no_module_is_changed_under_it(doors: Doors, acme: Principal) -> None:
    await _published(doors, acme)
    await doors.call(OFF, acme)
    held: Any = (await doors.call(ShowModule(module="invoices"), acme)).definition
    without = DefineModule(module="invoices", definition={**held, "fields": []})
    assert (await doors.refusal(without, acme)).code == "portal-config.module-in-use"
    assert (await doors.call(ON, acme)).on
