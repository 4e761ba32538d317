"""Defining modules: checked place by place, numbered, and never against a portal that is in force."""

import asyncio
from typing import Any

from contracts.portal_config.portals import CreatePortal, PublishPortal, SaveDraft, ShowDraft
from contracts.portal_config.tenancy import DefineModule, Module, ShowModule
from contracts.principal import Principal
from policy import PRESETS
from stack.doors import Doors

TICKETS: dict[str, Any] = {
    "label": {"en": "Tickets", "de": "Tickets"},
    "fields": [{"name": "severity", "type": "choice", "label": {"en": "Severity"}, "sortable": True}],
    "statuses": [{"value": "open", "label": {"en": "Open"}}],
}


async def _invoices_without_project(doors: Doors, who: Principal) -> DefineModule:
    held = await doors.call(ShowModule(module="invoices"), who)
    fields: Any = held.definition["fields"]
    left = [field for field in fields if field["name"] != "project"]
    return DefineModule(module="invoices", definition={**held.definition, "fields": left})


async def test_a_new_module_is_written_out_in_full_and_said(doors: Doors, acme: Principal, globex: Principal) -> None:
    defined = await doors.call(DefineModule(module="tickets", definition=TICKETS), acme)
    assert defined.revision == 1
    assert defined.definition["fields"] == [{**TICKETS["fields"][0], "searchable": False}]
    assert defined.definition["statuses"] == [
        {**TICKETS["statuses"][0], "tone": "neutral", "closed": False, "waits": True}
    ]
    said = (await doors.said(acme.tenant, "module.defined"))[-1]
    assert said["data"] == defined.model_dump()
    assert said["subject"] == "modules/tickets"
    assert (await doors.refusal(ShowModule(module="tickets"), globex)).code == "portal-config.unknown-module"


async def test_a_definition_that_changes_nothing_is_not_said(doors: Doors, acme: Principal) -> None:
    first = await doors.call(DefineModule(module="tickets", definition=TICKETS), acme)
    before = await doors.said(acme.tenant)
    assert await doors.call(DefineModule(module="tickets", definition=first.definition), acme) == first
    assert await doors.call(DefineModule(module="tickets", definition=TICKETS), acme) == first
    assert await doors.said(acme.tenant) == before


async def test_defining_anew_raises_the_revision(doors: Doors, acme: Principal) -> None:
    await doors.call(DefineModule(module="tickets", definition=TICKETS), acme)
    changed = {**TICKETS, "label": {"en": "Cases"}}
    assert (await doors.call(DefineModule(module="tickets", definition=changed), acme)).revision == 2


async def test_each_wrong_place_is_pointed_at(doors: Doors, acme: Principal) -> None:
    wrong = {"label": {}, "fields": [{"name": "x y", "type": "colour", "label": {"en": "X"}}], "colour": 1}
    problem = await doors.refusal(DefineModule(module="tickets", definition=wrong), acme)
    assert (problem.status, problem.code) == (422, "portal-config.module-invalid")
    assert {(fault.pointer, fault.code) for fault in problem.errors} == {
        ("/definition/colour", "unknown-key"),
        ("/definition/label", "too-few"),
        ("/definition/fields/0/name", "bad-text"),
        ("/definition/fields/0/type", "not-a-choice"),
    }


async def test_ten_definitions_at_once_get_ten_revisions(doors: Doors, acme: Principal) -> None:
    definitions = [{**TICKETS, "label": {"en": f"Tickets {number}"}} for number in range(10)]
    done: list[Module] = await asyncio.gather(
        *(doors.call(DefineModule(module="tickets", definition=definition), acme) for definition in definitions)
    )
    assert sorted(module.revision for module in done) == list(range(1, 11))
    said = [event["data"] for event in await doors.said(acme.tenant, "module.defined")][len(PRESETS) :]
    assert [event["revision"] for event in said] == list(range(1, 11))


async def test_a_field_that_a_published_portal_uses_stays(doors: Doors, acme: Principal) -> None:
    await doors.call(CreatePortal(slug="customers", name="Customers"), acme)
    await doors.call(PublishPortal(slug="customers"), acme)
    before = await doors.said(acme.tenant)
    problem = await doors.refusal(await _invoices_without_project(doors, acme), acme)
    assert (problem.status, problem.code) == (409, "portal-config.module-in-use")
    fault = problem.errors[0]
    assert (fault.pointer, fault.code) == ("/definition", "unknown-field")
    assert fault.detail.startswith("portal customers, version 1, at /modules/0/fields/fields.project: ")
    assert (await doors.call(ShowModule(module="invoices"), acme)).revision == 1
    assert await doors.said(acme.tenant) == before


async def test_a_field_that_only_a_draft_uses_may_go_and_the_draft_is_told_when_published(
    doors: Doors, acme: Principal
) -> None:
    await doors.call(CreatePortal(slug="customers", name="Customers"), acme)
    await doors.call(await _invoices_without_project(doors, acme), acme)
    problem = await doors.refusal(PublishPortal(slug="customers"), acme)
    assert problem.code == "portal-config.draft-invalid"
    assert problem.errors[0].pointer == "/document/modules/0/fields/fields.project"


async def test_a_portal_made_after_a_preset_was_changed_is_whole_but_for_what_is_gone(
    doors: Doors, acme: Principal
) -> None:
    await doors.call(await _invoices_without_project(doors, acme), acme)
    await doors.call(CreatePortal(slug="customers", name="Customers"), acme)
    assert (await doors.call(PublishPortal(slug="customers"), acme)).version == 1
    draft: Any = (await doors.call(ShowDraft(slug="customers"), acme)).document
    [invoices] = [entry for entry in draft["modules"] if entry["module"] == "invoices"]
    assert "fields.project" not in str(invoices)
    assert "fields.reference" in invoices["fields"]


async def test_publishing_and_taking_a_field_away_at_once_never_leaves_a_portal_that_does_not_hold(
    doors: Doors, acme: Principal
) -> None:
    for number in range(5):
        slug = f"portal-{number}"
        module = f"tickets_{number}"
        await doors.call(DefineModule(module=module, definition=TICKETS), acme)
        await doors.call(CreatePortal(slug=slug, name="P"), acme)
        draft = await doors.call(ShowDraft(slug=slug), acme)
        entry = {"module": module, "scope": "account", "fields": {"fields.severity": "read"}, "actions": ["view"]}
        saved = {**draft.document, "modules": [entry], "roles": {}}
        await doors.call(SaveDraft(slug=slug, expected_revision=1, document=saved), acme)
        without = DefineModule(module=module, definition={**TICKETS, "fields": []})
        outcomes = await asyncio.gather(
            doors.call(without, acme), doors.call(PublishPortal(slug=slug), acme), return_exceptions=True
        )
        assert sum(isinstance(outcome, Exception) for outcome in outcomes) == 1


async def test_a_definition_is_saved_over_what_its_author_saw_and_nothing_else(
    doors: Doors, acme: Principal, globex: Principal
) -> None:
    new = DefineModule(module="tickets", definition=TICKETS, expected_revision=0)
    assert (await doors.call(new, acme)).revision == 1
    assert (await doors.call(new, globex)).revision == 1
    assert (await doors.refusal(new, acme)).code == "portal-config.module-changed"
    fewer = {**TICKETS, "fields": []}
    assert (await doors.call(DefineModule(module="tickets", definition=fewer, expected_revision=1), acme)).revision == 2
    late = await doors.refusal(DefineModule(module="tickets", definition=TICKETS, expected_revision=1), acme)
    assert (late.status, late.code) == (412, "portal-config.module-changed")
    assert (await doors.call(ShowModule(module="tickets"), acme)).definition["fields"] == []
    assert (await doors.call(DefineModule(module="tickets", definition=TICKETS), acme)).revision == 3
    assert (await doors.call(ShowModule(module="tickets"), globex)).revision == 1
