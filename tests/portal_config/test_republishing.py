"""What holds is said again: modules, every version of portals that are on, those that are off, and nothing twice."""

from typing import Any

import pytest

from contracts.portal_config.portals import CreatePortal, PublishPortal, SaveDraft, ShowDraft
from contracts.portal_config.versions import SwitchPortal
from contracts.principal import Principal
from contracts.republishing import RepublishPortals
from portal_config.app import republish
from stack.doors import OPERATOR, Doors

Said = tuple[str, str, Any, Any]


async def _publish(doors: Doors, who: Principal, slug: str, name: str) -> None:
    draft = await doors.call(ShowDraft(slug=slug), who)
    document = {**draft.document, "name": name}
    await doors.call(SaveDraft(slug=slug, expected_revision=draft.revision, document=document), who)
    await doors.call(PublishPortal(slug=slug), who)


@pytest.fixture
async def portals(doors: Doors, acme: Principal, globex: Principal) -> None:
    """Two tenants: a portal of three versions that was off and is on, one that is off, one with a draft only."""
    for who in (acme, globex):
        for slug in ("a", "a-off", "b-draft"):
            await doors.call(CreatePortal(slug=f"p-{slug}", name="P"), who)
        for number in range(3):
            await _publish(doors, who, "p-a", f"Name {number}")
        await _publish(doors, who, "p-a-off", "Off")
        for slug, on in (("p-a", False), ("p-a", True), ("p-a-off", False)):
            await doors.call(SwitchPortal(slug=slug, on=on), who)


async def _republished(doors: Doors, who: Principal) -> tuple[list[int], list[Said]]:
    """How many events each page said, and all of them in short."""
    before, pages, after = len(await doors.said(who.tenant)), [], ""
    while True:
        page = await doors.call(RepublishPortals(tenant=who.tenant, after=after), OPERATOR)
        pages.append(page.said)
        if page.next is None:
            return pages, [_in_short(event) for event in (await doors.said(who.tenant))[before:]]
        after = page.next


def _in_short(event: dict[str, Any]) -> Said:
    data = event["data"]
    kind = event["type"].removeprefix("portal-config.")
    return kind, event["subject"], data.get("version", data.get("revision")), data.get("switched")


async def test_all_that_holds_is_said_again_and_nothing_of_a_neighbour(
    doors: Doors, portals: None, acme: Principal, globex: Principal
) -> None:
    first = [_in_short(event) for event in await doors.said(acme.tenant)]
    elsewhere = await doors.said(globex.tenant)
    pages, said = await _republished(doors, acme)
    assert pages == [len(said)]
    assert sorted(one for one in said if one[0] == "module.defined.v1") == sorted(
        one for one in first if one[0] == "module.defined.v1"
    )
    assert [one for one in said if one[0] != "module.defined.v1"] == [
        ("portal.published.v1", "portals/p-a", 1, 0),
        ("portal.published.v1", "portals/p-a", 2, 0),
        ("portal.published.v1", "portals/p-a", 3, 2),
        ("portal.unpublished.v1", "portals/p-a-off", 1, 1),
        ("tenant.changed.v1", acme.tenant, None, None),
    ]
    assert await doors.said(globex.tenant) == elsewhere


async def test_in_pages_of_any_size_the_same_is_said_in_the_same_order(
    doors: Doors, portals: None, acme: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, whole = await _republished(doors, acme)
    for name, bound in (("MAX_EVENTS", 1), ("MAX_EVENTS", 4), ("MAX_BYTES", 1), ("MAX_BYTES", 30_000)):
        with monkeypatch.context() as narrow:
            narrow.setattr(republish, name, bound)
            pages, said = await _republished(doors, acme)
        assert said == whole
        assert len(pages) > 2


async def test_a_tenant_that_nobody_made_and_staff_are_refused(doors: Doors, acme: Principal) -> None:
    unknown = await doors.refusal(RepublishPortals(tenant="nobody"), OPERATOR)
    assert unknown.code == "portal-config.unknown-tenant"
    assert (await doors.refusal(RepublishPortals(tenant=acme.tenant), acme)).status == 403
