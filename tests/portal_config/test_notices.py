"""What a portal tells everybody: kept as sent; of it the terms alone are for people who have not signed in."""

from contracts.portal_config.notices import Terms
from contracts.portal_config.portals import CreatePortal, PublishPortal, SaveDraft, ShowDraft, ShowPublicPortal
from contracts.principal import ANONYMOUS, Principal
from stack.doors import Doors

NOTICES = {
    "announcement": {"text": {"en": "Prices for partners rise"}},
    "contact": {"name": "Jo Meyer", "email": "jo@acme.example"},
    "terms": {"version": "2026-11", "text": {"en": "First.\nSecond."}},
}


async def test_they_are_published_as_sent_and_only_the_terms_are_for_everybody(
    doors: Doors, acme: Principal, globex: Principal
) -> None:
    for who in (acme, globex):
        await doors.call(CreatePortal(slug="customers", name="Customers"), who)
        draft = await doors.call(ShowDraft(slug="customers"), who)
        said = NOTICES if who is acme else {"contact": None}
        await doors.call(
            SaveDraft(slug="customers", expected_revision=draft.revision, document={**draft.document, **said}), who
        )
        await doors.call(PublishPortal(slug="customers"), who)

    shown = await doors.call(ShowPublicPortal(tenant=acme.tenant, slug="customers"), ANONYMOUS)
    other = await doors.call(ShowPublicPortal(tenant=globex.tenant, slug="customers"), ANONYMOUS)

    assert shown.terms == Terms(version="2026-11", text={"en": "First.\nSecond."})
    assert "Meyer" not in shown.model_dump_json()
    assert "partners" not in shown.model_dump_json()
    assert other.terms is None
    [published, *_] = await doors.said(acme.tenant, "portal.published")
    assert {name: published["data"]["document"][name] for name in NOTICES} == NOTICES
    [published, *_] = await doors.said(globex.tenant, "portal.published")
    assert "contact" not in published["data"]["document"]
