"""Nobody hands out more than they have: what roles grant is compared as the policy would grant it."""

import random
from typing import Any

import pytest

from identity.domain.rights import BeyondOwnRights, RoleRule, grantable, refuse_beyond
from policy import Portal, compile_policy, parse_portal
from policy.portal import ACTIONS
from policy.presets.draft import PRESET_MODULES

MODULES = ("invoices", "orders", "quotes")
NAMES = ("admin", "billing", "technical", "viewer")


def _rules(**roles: tuple[str, str]) -> dict[str, RoleRule]:
    return {
        name: RoleRule(frozenset(modules.split()), frozenset(without.split()))
        for name, (modules, without) in roles.items()
    }


RULES = _rules(
    admin=("invoices orders", ""), billing=("invoices", "pay"), viewer=("invoices orders", "pay order"),
    technical=("work_orders", ""), all=("invoices orders work_orders", ""), nothing=("", ""),
)  # fmt: skip


@pytest.mark.parametrize(
    ("own", "allowed"),
    [
        (("admin",), {"admin", "billing", "viewer", "nothing"}),
        (("viewer",), {"viewer", "nothing"}),
        (("billing",), {"billing", "nothing"}),
        (("viewer", "billing"), {"billing", "viewer", "nothing"}),
        (("admin", "technical"), set(RULES)),
        (("nothing",), {"nothing"}),
        (("gone",), {"nothing"}),
        ((), {"nothing"}),
    ],
)
def test_roles_may_be_handed_out_as_far_as_ones_own_reach(own: tuple[str, ...], allowed: set[str]) -> None:
    assert set(grantable(own, RULES)) == allowed


def test_each_role_beyond_is_named_with_its_place() -> None:
    with pytest.raises(BeyondOwnRights) as raised:
        refuse_beyond(("billing", "all", "technical"), ("admin",), RULES)
    assert [fault.pointer for fault in raised.value.faults] == ["/roles/1", "/roles/2"]


def test_no_role_is_everything_and_nobody_with_roles_has_that() -> None:
    with pytest.raises(BeyondOwnRights) as raised:
        refuse_beyond((), tuple(RULES), RULES)
    assert [fault.pointer for fault in raised.value.faults] == ["/roles"]


def _document(chance: random.Random) -> dict[str, Any]:
    roles = {
        name: {
            "modules": chance.sample(MODULES, chance.randint(0, len(MODULES))),
            "without": chance.sample(ACTIONS, chance.choice((0, 0, 1, 2, 5))),
        }
        for name in NAMES
    }
    overrides = [{"accounts": ["C-1"], "modules_off": chance.sample(MODULES, chance.randint(0, 2))}]
    modules = [
        {
            "module": module,
            "scope": "account",
            "on": chance.random() < 0.8,
            "actions": list(chance.sample(ACTIONS, chance.randint(0, len(ACTIONS)))),
            "fields": {"title": "read"},
        }
        for module in MODULES
    ]
    return {
        "slug": "customers", "name": "Customers", "audience": "customer", "languages": ["en"],
        "modules": modules, "roles": roles, "overrides": overrides,
    }  # fmt: skip


def _offering_everything(document: dict[str, Any]) -> dict[str, Any]:
    """The same roles where every module is on with every action: what is refused is refused for a reason."""
    modules = [{**entry, "on": True, "actions": list(ACTIONS)} for entry in document["modules"]]
    return {**document, "modules": modules, "overrides": []}


def _granted(portal: Portal, roles: frozenset[str]) -> dict[str, set[str]]:
    policy = compile_policy(portal, 1, roles, "C-1")
    return {name: set(module.actions) for name, module in policy.modules.items()}


def test_whoever_may_hand_out_roles_has_all_that_the_policy_grants_by_them() -> None:
    chance, compared = random.Random(7), {True: 0, False: 0}
    for _ in range(400):
        document = _document(chance)
        portal = parse_portal(document, PRESET_MODULES)
        rules = {
            name: RoleRule(frozenset(rule["modules"]), frozenset(rule["without"]))
            for name, rule in document["roles"].items()
        }
        own, given = (tuple(chance.sample(NAMES, chance.randint(1, 3))) for _ in range(2))
        allowed = set(given) <= set(grantable(own, rules))
        compared[allowed] += 1
        if allowed:
            mine, theirs = (_granted(portal, frozenset(roles)) for roles in (own, given))
            assert all(module in mine and actions <= mine[module] for module, actions in theirs.items())
            assert _granted(portal, frozenset((*own, *given))) == mine
        else:
            everything = parse_portal(_offering_everything(document), PRESET_MODULES)
            mine, theirs = (_granted(everything, frozenset(roles)) for roles in (own, given))
            assert not all(module in mine and actions <= mine[module] for module, actions in theirs.items())
    assert min(compared.values()) > 100
