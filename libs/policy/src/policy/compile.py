"""Compiles a published portal, a membership's roles and its account's overrides into what it may see and do.

Pure and deterministic: the same arguments give an equal policy, so a policy may be cached by portal version, role set
and `overrides_of`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from policy.audience import Scope
from policy.definition import StatusDefinition
from policy.filters import Filter
from policy.portal import Grant, Layout, ModuleEntry, Portal, Sort


@dataclass(frozen=True, slots=True)
class ModulePolicy:
    """What one membership may see and do in one module.

    `readable` holds the granted fields by name, in the author's order; `writable` names those that may be written too.
    Without `view` among `actions` no record shows. `related` are those of the named modules that show records.
    """

    module: str
    label: Mapping[str, str]
    scope: Scope
    filter: Filter | None
    readable: Mapping[str, Grant]
    writable: frozenset[str]
    actions: tuple[str, ...]
    layout: Layout
    related: tuple[str, ...]
    sort: Sort | None
    statuses: tuple[StatusDefinition, ...]

    @property
    def view(self) -> str:
        """How its records show: list, board or cards."""
        return self.layout.view

    @property
    def shows(self) -> bool:
        """Whether it shows any record at all."""
        return "view" in self.actions


@dataclass(frozen=True, slots=True)
class Policy:
    """What one membership may see and do. `modules` in the portal's order; `withheld` names the rule against others."""

    portal: str
    version: int
    modules: Mapping[str, ModulePolicy]
    withheld: Mapping[str, str]


def compile_policy(portal: Portal, version: int, roles: frozenset[str], account: str) -> Policy:
    """No role: the whole ceiling. Several: their union. A role that the portal does not define grants nothing."""
    enabled = _enabled(portal, account)
    actions: dict[str, tuple[str, ...]] = {}
    withheld: dict[str, str] = {}
    for entry in portal.modules:
        if entry.module not in enabled:
            withheld[entry.module] = "module"
        elif (granted := _granted(portal, entry, roles)) is None:
            withheld[entry.module] = "role"
        else:
            actions[entry.module] = granted
    showing = frozenset(module for module, allowed in actions.items() if "view" in allowed)
    modules = {
        entry.module: _module(entry, actions[entry.module], showing, roles)
        for entry in portal.modules
        if entry.module in actions
    }
    return Policy(portal.slug, version, MappingProxyType(modules), MappingProxyType(withheld))


def overrides_of(portal: Portal, account: str) -> tuple[int, ...]:
    """The positions of the overrides that apply to an account: the account's part of a cache key."""
    return tuple(index for index, override in enumerate(portal.overrides) if account in override.accounts)


def _enabled(portal: Portal, account: str) -> frozenset[str]:
    """The listed modules that are on for an account."""
    listed = frozenset(entry.module for entry in portal.modules)
    enabled = frozenset(entry.module for entry in portal.modules if entry.on)
    mine = [portal.overrides[index] for index in overrides_of(portal, account)]
    switched_on = frozenset[str]().union(*(override.modules_on for override in mine))
    switched_off = frozenset[str]().union(*(override.modules_off for override in mine))
    return (enabled | (switched_on & listed)) - switched_off


def _granted(portal: Portal, entry: ModuleEntry, roles: frozenset[str]) -> tuple[str, ...] | None:
    """The actions that roles leave of a module, in the author's order; None where no role grants the module."""
    if not roles:
        return entry.actions
    rules = [portal.roles[role] for role in roles if role in portal.roles]
    granting = [rule for rule in rules if entry.module in rule.modules]
    if not granting:
        return None
    return tuple(action for action in entry.actions if any(action not in rule.without for rule in granting))


def _module(
    entry: ModuleEntry, actions: tuple[str, ...], showing: frozenset[str], roles: frozenset[str]
) -> ModulePolicy:
    return ModulePolicy(
        module=entry.module,
        label=entry.label,
        scope=entry.scope,
        filter=entry.filter,
        readable=entry.grants,
        writable=frozenset(name for name, grant in entry.grants.items() if grant.write),
        actions=actions,
        layout=entry.layout_for(roles),
        related=tuple(module for module in entry.related if module in showing),
        sort=entry.sort,
        statuses=entry.statuses,
    )
