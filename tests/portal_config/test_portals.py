"""Portals from the first draft to what everybody sees."""

import asyncio
from typing import Any

from contracts.message import Who
from contracts.portal_config.portals import (
    CreatePortal,
    Draft,
    ListPortals,
    ListVersions,
    PublishPortal,
    RestoreVersion,
    SaveDraft,
    ShowDraft,
    ShowPublicPortal,
)
from contracts.portal_config.tenancy import DefineModule
from contracts.principal import ANONYMOUS, Principal
from policy import PRESET_MODULES, offered_to, parse_portal
from stack.doors import Doors, Refused

CUSTOMERS = CreatePortal(slug="customers", name="Acme customers")


async def _draft(doors: Doors, who: Principal) -> Draft:
    await doors.call(CUSTOMERS, who)
    return await doors.call(ShowDraft(slug="customers"), who)


def _renamed(draft: Draft, name: str, revision: int | None = None) -> SaveDraft:
    document = {**draft.document, "name": name}
    return SaveDraft(slug=draft.slug, expected_revision=revision or draft.revision, document=document)


async def test_a_new_portal_is_useful_as_soon_as_it_is_published(doors: Doors, acme: Principal) -> None:
    made = await doors.call(CUSTOMERS, acme)
    assert (made.name, made.audience, made.published_version, made.draft_revision) == (
        "Acme customers",
        "customer",
        None,
        1,
    )
    assert (await doors.call(PublishPortal(slug="customers"), acme)).version == 1
    said = (await doors.said(acme.tenant, "portal.published"))[0]
    assert said["subject"] == "portals/customers"
    portal = parse_portal(said["data"]["document"], PRESET_MODULES)
    assert [entry.module for entry in portal.modules] == list(offered_to("customer"))
    assert {"admin", "billing", "technical", "approver", "viewer"} == set(portal.roles)


async def test_suppliers_get_a_draft_of_their_own(doors: Doors, acme: Principal) -> None:
    await doors.call(CreatePortal(slug="suppliers", name="Suppliers", audience="supplier"), acme)
    document: Any = (await doors.call(ShowDraft(slug="suppliers"), acme)).document
    assert document["audience"] == "supplier"
    assert [entry["module"] for entry in document["modules"]] == list(offered_to("supplier"))
    assert (await doors.call(PublishPortal(slug="suppliers"), acme)).version == 1


async def test_two_tenants_use_the_same_slug_and_see_only_their_own(
    doors: Doors, acme: Principal, globex: Principal
) -> None:
    await doors.call(CUSTOMERS, acme)
    await doors.call(CreatePortal(slug="customers", name="Globex customers"), globex)
    await doors.call(PublishPortal(slug="customers"), acme)
    assert [portal.name for portal in (await doors.call(ListPortals(), acme)).items] == ["Acme customers"]
    theirs = (await doors.call(ListPortals(), globex)).items
    assert [(portal.name, portal.published_version) for portal in theirs] == [("Globex customers", None)]
    assert await doors.said(globex.tenant, "portal.published") == []


async def test_an_address_is_taken_once_even_by_ten_at_a_time(doors: Doors, acme: Principal) -> None:
    outcomes = await asyncio.gather(*(doors.call(CUSTOMERS, acme) for _ in range(10)), return_exceptions=True)
    refused = [outcome.problem.code for outcome in outcomes if isinstance(outcome, Refused)]
    assert refused == ["portal-config.portal-exists"] * 9


async def test_a_draft_is_kept_as_sent_with_what_was_left_out_written_down(doors: Doors, acme: Principal) -> None:
    await doors.call(CUSTOMERS, acme)
    module = {
        "module": "invoices",
        "scope": "account",
        "fields": {"total": "read", "status": "read", "fields.project": "read"},
        "actions": ["view"],
        "filter": {"all": [{"field": "total", "op": "lt", "value": 10**25}]},
    }
    sent = {"slug": "customers", "name": "Ünïcode 🌞", "audience": "customer", "languages": ["de"], "modules": [module]}
    saved = await doors.call(SaveDraft(slug="customers", expected_revision=1, document=sent), acme)
    assert saved.revision == 2
    shown = await doors.call(ShowDraft(slug="customers"), acme)
    assert shown == saved
    kept: Any = shown.document
    assert kept["modules"] == [module]
    assert list(kept["modules"][0]["fields"]) == ["total", "status", "fields.project"]
    assert kept["defaults"]["language"] == "de"
    assert kept["sign_in"] == {"password": True, "link": True, "second_factor": "optional"}
    assert (kept["roles"], kept["overrides"]) == ({}, [])


async def test_each_wrong_place_of_a_draft_is_pointed_at_and_nothing_is_kept(doors: Doors, acme: Principal) -> None:
    draft = await _draft(doors, acme)
    modules: Any = [
        {"module": "invoices", "scope": "galaxy", "fields": {"fields.nonsense": "read"}},
        {"module": "moon"},
    ]
    wrong = {**draft.document, "look": {"primary": "blue"}, "modules": modules}
    problem = await doors.refusal(SaveDraft(slug="customers", expected_revision=1, document=wrong), acme)
    assert (problem.status, problem.code) == (422, "portal-config.draft-invalid")
    assert {"/document/look/primary", "/document/modules/0/scope", "/document/modules/0/fields/fields.nonsense"} <= {
        fault.pointer for fault in problem.errors
    }
    assert await doors.call(ShowDraft(slug="customers"), acme) == draft


async def test_the_slug_in_the_document_is_the_portals(doors: Doors, acme: Principal) -> None:
    draft = await _draft(doors, acme)
    other = SaveDraft(slug="customers", expected_revision=1, document={**draft.document, "slug": "others"})
    problem = await doors.refusal(other, acme)
    assert [(fault.pointer, fault.code) for fault in problem.errors] == [("/document/slug", "slug-differs")]
    assert problem.errors[0].detail.endswith("; write customers")


async def test_of_two_saves_over_the_same_revision_one_is_told_that_the_draft_has_changed(
    doors: Doors, acme: Principal
) -> None:
    draft = await _draft(doors, acme)
    saves = [doors.call(_renamed(draft, f"Name {number}"), acme) for number in range(8)]
    outcomes = await asyncio.gather(*saves, return_exceptions=True)
    refused = [outcome.problem for outcome in outcomes if isinstance(outcome, Refused)]
    assert [(problem.status, problem.code) for problem in refused] == [(412, "portal-config.draft-changed")] * 7
    assert (await doors.call(ShowDraft(slug="customers"), acme)).revision == 2


async def test_publishing_an_unchanged_draft_answers_the_version_in_force(doors: Doors, acme: Principal) -> None:
    await doors.call(CUSTOMERS, acme)
    outcomes = await asyncio.gather(*(doors.call(PublishPortal(slug="customers"), acme) for _ in range(6)))
    assert {outcome.version for outcome in outcomes} == {1}
    assert len(set(outcomes)) == 1
    assert len(await doors.said(acme.tenant, "portal.published")) == 1


async def test_changes_published_side_by_side_become_one_version_each_in_order(doors: Doors, acme: Principal) -> None:
    draft = await _draft(doors, acme)

    async def save_and_publish(number: int) -> None:
        await doors.call(_renamed(draft, f"Name {number}", revision=number), acme)
        await doors.call(PublishPortal(slug="customers"), acme)

    for number in range(1, 5):
        await asyncio.gather(save_and_publish(number), doors.call(PublishPortal(slug="customers"), acme))
    said = [event["data"] for event in await doors.said(acme.tenant, "portal.published")]
    versions = [event["version"] for event in said]
    assert versions == list(range(1, len(versions) + 1))
    assert said[-1]["document"]["name"] == "Name 4"
    listed = (await doors.call(ListVersions(slug="customers"), acme)).items
    assert [version.version for version in listed] == versions[::-1]


async def test_a_draft_that_changed_after_somebody_looked_is_not_published_for_them(
    doors: Doors, acme: Principal
) -> None:
    draft = await _draft(doors, acme)
    await doors.call(_renamed(draft, "Not what you saw"), acme)
    problem = await doors.refusal(PublishPortal(slug="customers", expected_revision=1), acme)
    assert problem.status == 412
    assert await doors.said(acme.tenant, "portal.published") == []


async def test_restoring_publishes_an_earlier_version_again_as_the_next(doors: Doors, acme: Principal) -> None:
    draft = await _draft(doors, acme)
    await doors.call(PublishPortal(slug="customers"), acme)
    await doors.call(_renamed(draft, "Worse"), acme)
    await doors.call(PublishPortal(slug="customers"), acme)
    restored = await doors.call(RestoreVersion(slug="customers", version=1), acme)
    assert (restored.version, restored.restored_from, restored.published_by) == (3, 1, "staff:ada")
    assert (await doors.call(ShowDraft(slug="customers"), acme)).document == draft.document
    said = [event["data"] for event in await doors.said(acme.tenant, "portal.published")]
    assert [(event["version"], event["document"]["name"]) for event in said] == [
        (1, "Acme customers"),
        (2, "Worse"),
        (3, "Acme customers"),
    ]
    assert (await doors.call(PublishPortal(slug="customers"), acme)).version == 3
    unknown = await doors.refusal(RestoreVersion(slug="customers", version=9), acme)
    assert unknown.code == "portal-config.unknown-version"


async def test_a_version_that_no_longer_fits_the_modules_is_not_restored(doors: Doors, acme: Principal) -> None:
    tickets: Any = {"label": {"en": "Tickets"}, "fields": [{"name": "x", "type": "string", "label": {"en": "X"}}]}
    await doors.call(DefineModule(module="tickets", definition=tickets), acme)
    draft = await _draft(doors, acme)
    entry: Any = {"module": "tickets", "scope": "account", "fields": {"fields.x": "read"}, "actions": ["view"]}
    with_tickets = {**draft.document, "modules": [entry]}
    await doors.call(SaveDraft(slug="customers", expected_revision=1, document=with_tickets), acme)
    await doors.call(PublishPortal(slug="customers"), acme)
    await doors.call(_renamed(draft, "Without", revision=2), acme)
    await doors.call(PublishPortal(slug="customers"), acme)
    await doors.call(DefineModule(module="tickets", definition={**tickets, "fields": []}), acme)
    problem = await doors.refusal(RestoreVersion(slug="customers", version=1), acme)
    assert (problem.status, problem.code) == (409, "portal-config.version-outdated")
    assert problem.errors[0].pointer == "/modules/0/fields/fields.x"
    assert "define that again" in problem.detail


async def test_anybody_sees_what_is_published_and_nothing_of_what_is_not(
    doors: Doors, acme: Principal, globex: Principal
) -> None:
    draft = await _draft(doors, acme)
    look = ShowPublicPortal(tenant=acme.tenant, slug="customers")
    assert (await doors.refusal(look, ANONYMOUS)).status == 404
    await doors.call(PublishPortal(slug="customers"), acme)
    await doors.call(_renamed(draft, "Only a draft"), acme)
    shown = await doors.call(look, ANONYMOUS)
    assert (shown.portal, shown.name) == (f"{acme.tenant}/customers", "Acme customers")
    assert (shown.languages, shown.language) == (("en", "pt", "es", "de"), "en")
    assert (shown.look["primary"], shown.sign_in["password"], shown.terms) == ("#1F4E79", True, None)
    for tenant in (globex.tenant, "nobody"):
        problem = await doors.refusal(ShowPublicPortal(tenant=tenant, slug="customers"), ANONYMOUS)
        assert (problem.status, problem.code) == (404, "portal-config.unknown-portal")


async def test_who_only_looks_changes_nothing(doors: Doors, acme: Principal) -> None:
    draft = await _draft(doors, acme)
    auditor = Principal(Who.STAFF, tenant=acme.tenant, subject="bob", roles=frozenset({"auditor"}))
    customer = Principal(Who.USER, tenant=acme.tenant, subject="eve", membership="m", portal="customers")
    assert await doors.call(ShowDraft(slug="customers"), auditor) == draft
    for request in (CUSTOMERS, _renamed(draft, "X"), PublishPortal(slug="customers")):
        assert (await doors.refusal(request, auditor)).status == 403
        assert (await doors.refusal(request, customer)).status == 403
        assert (await doors.refusal(request, ANONYMOUS)).status == 401
    assert (await doors.refusal(ShowDraft(slug="customers"), customer)).status == 403
    assert await doors.said(acme.tenant, "portal.published") == []


async def test_no_portal_answers_to_a_name_it_does_not_have(doors: Doors, acme: Principal, globex: Principal) -> None:
    draft = await _draft(doors, acme)
    requests = (
        ShowDraft(slug="customers"),
        _renamed(draft, "X"),
        PublishPortal(slug="customers"),
        ListVersions(slug="customers"),
        RestoreVersion(slug="customers", version=1),
    )
    for request in requests:
        assert (await doors.refusal(request, globex)).code == "portal-config.unknown-portal"
