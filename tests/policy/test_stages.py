"""What is being done is told of what comes to a good end, and of nothing that is in use for years."""

from policy import PRESET_MODULES, compile_policy, parse_portal, stages_in
from policy.compile import ModulePolicy
from worlds.sample import Document, entry, sample

UNDER_WAY = {"work_orders", "orders", "deliveries", "requests", "projects", "appointments", "purchase_orders"}
FOR_YEARS = {"contracts", "documents", "objects", "products"}


def _module(name: str, **changed: object) -> ModulePolicy:
    fields = {"title": "read", "status": "read"}
    document: Document = {**sample(), "modules": [{**entry(name), "fields": fields, **changed}]}
    document |= {"roles": {}, "overrides": []}
    portal = parse_portal(document, PRESET_MODULES)
    return compile_policy(portal, 1, frozenset(), "C-1").modules[name]


def test_of_the_presets_those_tell_stages_that_come_to_a_good_end() -> None:
    telling = {name for name in PRESET_MODULES if stages_in(_module(name, actions=["view"]))}

    assert telling >= UNDER_WAY
    assert not telling & FOR_YEARS


def test_stages_are_in_the_modules_order_without_what_is_closed_or_a_draft() -> None:
    assert stages_in(_module("work_orders", actions=["view"])) == ("open", "planned", "in_progress")


def test_what_waits_for_the_viewer_is_no_stage() -> None:
    looking, approving = (_module("quotes", actions=actions) for actions in (["view"], ["view", "approve"]))

    assert stages_in(looking)
    assert stages_in(approving) == ()


def test_without_the_status_readable_there_is_none() -> None:
    assert stages_in(_module("work_orders", actions=["view"], fields={"title": "read"})) == ()


def test_nor_where_no_record_shows() -> None:
    assert stages_in(_module("work_orders", actions=["create"])) == ()
