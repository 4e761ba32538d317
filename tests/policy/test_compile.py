"""Roles and overrides narrow a portal or switch on what it lists; they never reach beyond it."""

from typing import Any

from hypothesis import given, settings

from policy import PRESET_MODULES, Policy, compile_policy, overrides_of, parse_portal
from worlds import MODULES, portal_documents, role_sets
from worlds.people import ACCOUNTS
from worlds.sample import entry, portal_of

NOBODY: frozenset[str] = frozenset()


def compiled(document: dict[str, Any], *roles: str, account: str = "C-1") -> Policy:
    return compile_policy(parse_portal(document, PRESET_MODULES), 3, frozenset(roles), account)


def portal(**changes: object) -> dict[str, Any]:
    invoices = entry("invoices", actions=["view", "pay", "share"], related=["orders", "objects", "quotes"])
    objects = entry("objects", on=False)
    return (
        portal_of(invoices, entry("orders", actions=["view", "pay"]), objects, entry("quotes", actions=["create"]))
        | changes
    )


def test_no_role_has_the_whole_ceiling_in_the_portals_order() -> None:
    policy = compiled(portal())

    assert list(policy.modules) == ["invoices", "orders", "quotes"]
    assert policy.version == 3
    assert policy.modules["invoices"].actions == ("view", "pay", "share")


def test_several_roles_are_their_union() -> None:
    roles = {"a": {"modules": ["orders"]}, "b": {"modules": ["quotes"]}}

    assert list(compiled(portal(roles=roles), "a", "b").modules) == ["orders", "quotes"]


def test_without_acts_inside_its_own_role_only() -> None:
    roles = {"a": {"modules": ["invoices", "orders"], "without": ["pay"]}, "b": {"modules": ["orders"]}}

    alone, together = compiled(portal(roles=roles), "a"), compiled(portal(roles=roles), "a", "b")

    assert alone.modules["orders"].actions == ("view",)
    assert together.modules["orders"].actions == ("view", "pay")
    assert together.modules["invoices"].actions == ("view", "share")


def test_an_unknown_role_grants_nothing() -> None:
    roles = {"a": {"modules": ["orders"]}}

    assert compiled(portal(roles=roles), "gone").modules == {}
    assert list(compiled(portal(roles=roles), "gone", "a").modules) == ["orders"]


def test_a_role_cannot_name_a_module_into_the_portal() -> None:
    roles = {"a": {"modules": ["credit_notes", "objects", "orders"]}}

    policy = compiled(portal(roles=roles), "a")

    assert list(policy.modules) == ["orders"]
    assert policy.withheld == {"invoices": "role", "objects": "module", "quotes": "role"}


def test_an_override_switches_on_what_the_portal_lists_as_off_for_its_accounts() -> None:
    overrides = [{"accounts": ["C-2"], "modules_on": ["objects", "products"]}]

    assert "objects" in compiled(portal(overrides=overrides), account="C-2").modules
    assert "products" not in compiled(portal(overrides=overrides), account="C-2").modules
    assert "objects" not in compiled(portal(overrides=overrides), account="C-1").modules


def test_an_override_that_switches_off_is_stronger_than_one_that_switches_on() -> None:
    overrides = [{"accounts": ["C-1"], "modules_off": ["objects"]}, {"accounts": ["C-1"], "modules_on": ["objects"]}]

    assert "objects" not in compiled(portal(overrides=overrides)).modules


def test_roles_narrow_what_an_override_switched_on() -> None:
    changes = {"overrides": [{"accounts": ["C-1"], "modules_on": ["objects"]}], "roles": {"a": {"modules": ["orders"]}}}

    assert list(compiled(portal(**changes), "a").modules) == ["orders"]


def test_related_names_only_modules_that_show_records() -> None:
    assert compiled(portal()).modules["invoices"].related == ("orders",)


def test_a_role_has_its_own_layout_and_keeps_the_rest_of_the_usual_one() -> None:
    layout = {"list": ["title", "status"], "view": "list"}
    layouts = [{"roles": ["technical"], "view": "board"}, {"roles": ["billing", "technical"], "list": ["status"]}]
    roles = {name: {"modules": ["orders"]} for name in ("technical", "billing", "viewer")}
    document = portal_of(entry("orders", layout=layout, layouts=layouts), roles=roles)

    def shows(*names: str) -> tuple[str, tuple[str, ...]]:
        found = compiled(document, *names).modules["orders"].layout
        return found.view, found.list

    assert shows() == shows("viewer") == ("list", ("title", "status"))
    assert shows("technical") == shows("billing", "technical") == ("board", ("title", "status"))
    assert shows("billing") == shows("viewer", "billing") == ("list", ("status",))


def test_writable_fields_are_readable() -> None:
    fields = {"title": "write", "status": "read", "total": "hidden"}

    orders = compiled(portal_of(entry("orders", fields=fields))).modules["orders"]

    assert list(orders.readable) == ["title", "status"]
    assert orders.writable == {"title"}
    assert orders.view == "list"


def test_the_overrides_of_an_account_are_the_accounts_part_of_a_cache_key() -> None:
    overrides = [{"accounts": ["C-1"]}, {"accounts": ["C-2"]}, {"accounts": ["C-2", "C-1"]}]

    assert overrides_of(parse_portal(portal(overrides=overrides), PRESET_MODULES), "C-1") == (0, 2)


@settings(deadline=None, database=None, max_examples=100)
@given(portal_documents(), role_sets)
def test_no_role_and_no_override_reaches_beyond_the_ceiling(document: dict[str, Any], roles: frozenset[str]) -> None:
    portal = parse_portal(document, MODULES)
    ceiling = {entry.module: entry for entry in portal.modules}
    for account in ACCOUNTS:
        policy = compile_policy(portal, 1, roles, account)
        assert policy == compile_policy(portal, 1, frozenset(sorted(roles)), account)
        switched_on = {
            module for index in overrides_of(portal, account) for module in portal.overrides[index].modules_on
        }
        for module, granted in policy.modules.items():
            assert ceiling[module].on or module in switched_on
            assert set(granted.actions) <= set(ceiling[module].actions)
            assert granted.readable == ceiling[module].grants
