"""What roles grant, one set against another, so that nobody hands out more than they have.

The same semantics as the policy's: several roles are their union, `without` acts inside its own role, a role that the
portal does not define grants nothing. No role at all is the portal's whole ceiling: nobody with roles has that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from identity.domain.refusal import Fault, Refusal

ADMIN: Final = "admin"
"""The reserved role: whoever has it, in a portal that defines it, manages the colleagues of their account there."""


class BeyondOwnRights(Refusal):
    """More would be granted than whoever grants it has."""

    code = "identity.beyond-own-rights"
    status = 422
    title = "Nobody hands out more than they have"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults[0].detail, faults=faults)


@dataclass(frozen=True, slots=True)
class RoleRule:
    """One role of a portal: the modules that it grants, and the actions that it withholds in them."""

    modules: frozenset[str] = field(default_factory=frozenset)
    without: frozenset[str] = field(default_factory=frozenset)


Rules = Mapping[str, RoleRule]


@dataclass(frozen=True, slots=True)
class Rights:
    """What some roles grant together: by module, the actions that all of its roles withhold."""

    withheld: Mapping[str, frozenset[str]]

    def cover(self, rule: RoleRule) -> bool:
        """Tell whether a role grants no module and no action beyond these."""
        return all(module in self.withheld and self.withheld[module] <= rule.without for module in rule.modules)


def rights_of(roles: Iterable[str], rules: Rules) -> Rights:
    """Add up what roles grant. None grant nothing here: ask whether there are any before."""
    withheld: dict[str, frozenset[str]] = {}
    for rule in (rules[role] for role in roles if role in rules):
        for module in rule.modules:
            withheld[module] = withheld.get(module, rule.without) & rule.without
    return Rights(withheld)


def grantable(own: Iterable[str], rules: Rules) -> tuple[str, ...]:
    """Give the roles that somebody with `own` roles may hand out, by name."""
    rights = rights_of(own, rules)
    return tuple(sorted(role for role, rule in rules.items() if rights.cover(rule)))


def refuse_beyond(roles: tuple[str, ...], own: Iterable[str], rules: Rules) -> None:
    """Raise BeyondOwnRights where `roles`, all of the portal's, grant more than `own` do."""
    if not roles:
        text = "No role would mean everything that the portal offers: name the roles that are needed."
        raise BeyondOwnRights((Fault("/roles", BeyondOwnRights.code, text),))
    allowed = grantable(own, rules)
    faults = tuple(
        Fault(f"/roles/{index}", BeyondOwnRights.code, f"The role {role} grants more than your own roles do.")
        for index, role in enumerate(roles)
        if role not in allowed
    )
    if faults:
        raise BeyondOwnRights(faults)
