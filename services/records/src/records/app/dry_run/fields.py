"""Which fields a draft grants and takes away, and for which roles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from contracts.records.jobs import FieldDifference
from policy import Policy
from records.app.dry_run.sides import Sides

NO_OVERRIDES = ""
"""An account that no override names."""
MAX_ACCOUNTS = 50
"""Accounts that overrides tell apart: of more, the first ones are looked at."""


@dataclass
class FieldChanges:
    """For one module: who gains and who loses which field; None stands for memberships without a role."""

    gained: dict[str, set[str | None]] = field(default_factory=dict)
    lost: dict[str, set[str | None]] = field(default_factory=dict)

    def told(self) -> tuple[tuple[FieldDifference, ...], tuple[FieldDifference, ...]]:
        """Tell what is gained, and what is lost."""
        return _told(self.gained), _told(self.lost)


def field_changes(sides: Sides, accounts: Sequence[str]) -> Mapping[str, FieldChanges]:
    """Compare every role's fields on both sides, for an account of each kind that overrides make.

    Also of roles that nobody has yet: whoever designs a portal looks before inviting.
    """
    changes = {module: FieldChanges() for module in sides.modules()}
    for role in (None, *sides.roles()):
        roles = frozenset({role} if role is not None else ())
        for account in (NO_OVERRIDES, *accounts[:MAX_ACCOUNTS]):
            before, after = sides.policies(roles, account)
            for module, changed in changes.items():
                was, will_be = _readable(before, module), _readable(after, module)
                _note(changed.gained, will_be - was, role)
                _note(changed.lost, was - will_be, role)
    return changes


def _readable(policy: Policy | None, module: str) -> frozenset[str]:
    granted = policy.modules.get(module) if policy is not None else None
    return frozenset(granted.readable) if granted is not None and granted.shows else frozenset()


def _note(noted: dict[str, set[str | None]], names: Iterable[str], role: str | None) -> None:
    for name in names:
        noted.setdefault(name, set()).add(role)


def _told(noted: Mapping[str, set[str | None]]) -> tuple[FieldDifference, ...]:
    return tuple(
        FieldDifference(field=name, roles=tuple(sorted(filter(None, roles))), roleless=None in roles)
        for name, roles in sorted(noted.items())
    )
