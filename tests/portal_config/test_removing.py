"""A portal that nobody has ever seen is removed without a trace; what was published stays."""

import pytest

from contracts.portal_config.portals import (
    CreatePortal,
    ListPortals,
    PublishPortal,
    RemovePortal,
    SaveDraft,
    ShowDraft,
)
from contracts.principal import Principal
from stack.doors import Doors, Refused

MADE, REMOVED = CreatePortal(slug="customers", name="Customers"), RemovePortal(slug="customers")


async def test_a_portal_that_was_never_published_is_gone_with_its_drafts(
    doors: Doors, acme: Principal, globex: Principal
) -> None:
    for who in (acme, globex):
        await doors.call(MADE, who)
    draft = await doors.call(ShowDraft(slug="customers"), acme)
    await doors.call(SaveDraft(slug="customers", expected_revision=1, document={**draft.document, "name": "New"}), acme)
    await doors.call(REMOVED, acme)
    assert not (await doors.call(ListPortals(), acme)).items
    assert not await doors.database.raw["drafts"].count_documents({"tenant": acme.tenant})
    assert not await doors.said(acme.tenant, "portal.")
    assert [one.slug for one in (await doors.call(ListPortals(), globex)).items] == ["customers"]
    with pytest.raises(Refused, match="unknown-portal"):
        await doors.call(REMOVED, acme)
    assert (await doors.call(MADE, acme)).draft_revision == 1, "its address is free again"


async def test_what_was_published_stays(doors: Doors, acme: Principal, globex: Principal) -> None:
    for who in (acme, globex):
        await doors.call(MADE, who)
    await doors.call(PublishPortal(slug="customers"), acme)
    with pytest.raises(Refused, match="published-once"):
        await doors.call(REMOVED, acme)
    assert [one.published_version for one in (await doors.call(ListPortals(), acme)).items] == [1]
