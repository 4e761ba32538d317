"""The presets are complete in four languages, and a portal made of them works as it is."""

import json

import pytest

from policy import PRESET_MODULES, PRESETS, compile_policy, draft_of, parse_portal
from policy.definition import ModuleDefinition
from policy.place import LANGUAGES

NINE = ["invoices", "credit_notes", "quotes", "orders", "deliveries", "work_orders", "objects", "documents", "products"]


def test_there_are_nine() -> None:
    assert list(PRESETS) == NINE


@pytest.mark.parametrize("definition", PRESET_MODULES.values(), ids=PRESET_MODULES)
def test_every_label_is_there_in_every_language(definition: ModuleDefinition) -> None:
    labels = [
        definition.label,
        *(field.label for field in definition.fields),
        *(status.label for status in definition.statuses),
    ]

    assert all(set(label) == set(LANGUAGES) for label in labels)


@pytest.mark.parametrize("audience", ["customer", "supplier"])
def test_a_draft_of_presets_has_no_fault_and_shows_something(audience: str) -> None:
    document = json.loads(json.dumps(draft_of("customers", "Acme", audience, ("de", "en"))))  # type: ignore[arg-type]

    portal = parse_portal(document, PRESET_MODULES)
    policy = compile_policy(portal, 1, frozenset({"viewer"}), "C-1")

    assert policy.modules["invoices"].actions == ("view", "export")
    assert portal.defaults.language == "de"


def test_every_role_of_a_draft_sees_something_of_it() -> None:
    portal = parse_portal(draft_of("customers", "Acme"), PRESET_MODULES)

    assert {role: len(compile_policy(portal, 1, frozenset({role}), "C-1").modules) > 2 for role in portal.roles} == {
        "admin": True,
        "billing": True,
        "technical": True,
        "approver": True,
        "viewer": True,
    }


def test_the_catalogue_is_off_until_switched_on() -> None:
    portal = parse_portal(draft_of("customers", "Acme"), PRESET_MODULES)

    assert "products" not in compile_policy(portal, 1, frozenset(), "C-1").modules


def test_drafts_do_not_share_what_they_are_made_of() -> None:
    first = draft_of("one", "One")
    first["modules"][0]["actions"].clear()  # type: ignore[index]

    assert draft_of("two", "Two")["modules"][0]["actions"]  # type: ignore[index]
