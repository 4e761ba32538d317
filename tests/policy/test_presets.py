"""The presets are complete in four languages, and a portal made of them works as it is."""

import json
from dataclasses import replace
from typing import Literal

import pytest

from policy import PRESET_MODULES, PRESETS, Portal, compile_policy, draft_of, fitted, offered_to, parse_portal
from policy.definition import ModuleDefinition
from policy.place import LANGUAGES

FOURTEEN = {
    "work_orders",
    "invoices",
    "credit_notes",
    "quotes",
    "orders",
    "purchase_orders",
    "deliveries",
    "objects",
    "contracts",
    "documents",
    "products",
    "requests",
    "projects",
    "appointments",
}
OURS = ("internal", "margin", "cost", "note", "accounts", "contacts")
"""Words in the names of what is never for the other side; `notes` are those printed on a document."""
Audience = Literal["customer", "supplier"]
AUDIENCES: tuple[Audience, ...] = ("customer", "supplier")
EVERY = [(audience, module) for audience in AUDIENCES for module in offered_to(audience)]


def _portal(audience: Audience, languages: tuple[str, ...] = LANGUAGES) -> Portal:
    document = json.loads(json.dumps(draft_of("a-portal", "Acme", audience, languages)))
    return parse_portal(document, PRESET_MODULES)


def test_there_are_fourteen_and_each_is_offered_to_somebody() -> None:
    assert set(PRESETS) == FOURTEEN
    assert {module for _, module in EVERY} == FOURTEEN


@pytest.mark.parametrize("definition", PRESET_MODULES.values(), ids=PRESET_MODULES)
def test_every_label_is_there_in_every_language(definition: ModuleDefinition) -> None:
    labels = [
        definition.label,
        *(field.label for field in definition.fields),
        *(status.label for status in definition.statuses),
    ]

    assert all(set(label) == set(LANGUAGES) and all(label.values()) for label in labels)


@pytest.mark.parametrize("definition", PRESET_MODULES.values(), ids=PRESET_MODULES)
def test_statuses_say_how_urgent_they_are_and_some_end_the_matter(definition: ModuleDefinition) -> None:
    assert len({status.tone for status in definition.statuses}) >= 2
    assert any(not status.closed for status in definition.statuses)
    assert any(status.closed for status in definition.statuses) or definition.module == "products"
    assert all(not status.closed for status in definition.statuses if status.tone == "warning")


@pytest.mark.parametrize(("audience", "module"), EVERY)
def test_what_is_granted_has_its_place_on_the_page_or_in_the_list(audience: Audience, module: str) -> None:
    [entry] = [entry for entry in _portal(audience).modules if entry.module == module]
    on_page = {name for section in entry.layout.detail for name in section.fields}

    assert all(set(section.label) == set(LANGUAGES) for section in entry.layout.detail)
    lines = {name for name in entry.grants if name.startswith("lines.")}
    assert set(entry.grants) - lines - {"currency", "related"} <= on_page | set(entry.layout.list)
    assert bool(lines) == ("lines" in on_page)
    assert "title" in entry.layout.list
    assert entry.sort is not None
    assert "view" in entry.actions


@pytest.mark.parametrize(("audience", "module"), EVERY)
def test_nothing_of_the_office_is_granted_and_nobody_sees_everyones(audience: Audience, module: str) -> None:
    [entry] = [entry for entry in _portal(audience).modules if entry.module == module]

    assert not [name for name in entry.grants if any(word in name for word in OURS) and name != "notes"]
    assert entry.scope == "account" or (module == "products" and not entry.on)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_related_modules_are_listed_in_the_same_portal(audience: Audience) -> None:
    portal = _portal(audience)
    listed = {entry.module for entry in portal.modules}

    for entry in portal.modules:
        assert entry.related == () or set(entry.related) & listed, entry.module
        if audience == "supplier":
            assert set(entry.related) <= listed | {"objects"}, entry.module


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_draft_of_presets_has_no_fault_and_shows_something(audience: Audience) -> None:
    portal = _portal(audience, ("de", "en"))
    policy = compile_policy(portal, 1, frozenset({"viewer"}), "C-1")

    assert policy.modules["invoices"].actions == ("view", "export")
    assert portal.defaults.language == "de"


def test_suppliers_confirm_orders_and_hand_in_invoices_and_pay_nothing() -> None:
    policy = compile_policy(_portal("supplier"), 1, frozenset(), "S-1")

    assert next(iter(policy.modules)) == "purchase_orders"
    assert {"view", "approve", "comment", "attach"} <= set(policy.modules["purchase_orders"].actions)
    assert "attach" in policy.modules["invoices"].actions
    assert all("pay" not in module.actions for module in policy.modules.values())


def test_customers_write_their_requests_themselves() -> None:
    requests = compile_policy(_portal("customer"), 1, frozenset(), "C-1").modules["requests"]

    assert {"create", "edit"} <= set(requests.actions)
    assert {"title", "fields.description"} <= requests.writable
    assert not {"status", "fields.answer"} & requests.writable


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_role_of_a_draft_sees_something_of_it(audience: Audience) -> None:
    portal = _portal(audience)

    assert {role: len(compile_policy(portal, 1, frozenset({role}), "C-1").modules) > 2 for role in portal.roles} == {
        "admin": True,
        "billing": True,
        "technical": True,
        "approver": True,
        "viewer": True,
    }


def test_the_catalogue_is_off_until_switched_on() -> None:
    assert "products" not in compile_policy(_portal("customer"), 1, frozenset(), "C-1").modules


def test_a_draft_fits_modules_that_are_not_the_presets_any_more() -> None:
    invoices, orders, projects = (PRESET_MODULES[module] for module in ("invoices", "orders", "projects"))
    without = replace(invoices, fields=tuple(field for field in invoices.fields if field.name != "project"))
    no_drafts = replace(orders, statuses=tuple(status for status in orders.statuses if status.value != "draft"))
    unsortable = replace(projects, fields=())
    modules = {**PRESET_MODULES, "invoices": without, "orders": no_drafts, "projects": unsortable}

    portal = parse_portal(fitted(draft_of("customers", "Acme"), modules), modules)

    entries = {entry.module: entry for entry in portal.modules}
    assert set(entries) == set(offered_to("customer")) - {"orders"}, "half a filter would show more than all of it"
    assert "fields.project" not in entries["invoices"].grants
    assert "fields.reference" in entries["invoices"].grants
    assert entries["projects"].layout.list == ("title", "status")
    assert all(section.fields for entry in portal.modules for section in entry.layout.detail)


def test_a_draft_fits_a_tenant_with_hardly_any_modules() -> None:
    modules = {"quotes": PRESET_MODULES["quotes"]}

    portal = parse_portal(fitted(draft_of("customers", "Acme"), modules), modules)

    assert [entry.module for entry in portal.modules] == ["quotes"]
    assert portal.roles["billing"].modules == {"quotes"}


def test_drafts_do_not_share_what_they_are_made_of() -> None:
    first = draft_of("one", "One")
    first["modules"][0]["actions"].clear()  # type: ignore[index]

    assert draft_of("two", "Two")["modules"][0]["actions"]  # type: ignore[index]
