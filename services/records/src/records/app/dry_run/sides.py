"""The two portals of a dry run: what is in force, where anything is, and the draft."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from policy import Invalid, ModuleDefinition, Policy, Portal, compile_policy, overrides_of, parse_portal, today_in
from records.domain.job import Compared
from records.domain.refusal import DraftInvalid, Fault

Definitions = Mapping[str, ModuleDefinition]
Kind = tuple[frozenset[str], tuple[int, ...], tuple[int, ...]]
"""Roles and overrides of both sides: all that tells the policies of two memberships apart."""


@dataclass(frozen=True, slots=True)
class Side:
    """A portal's version, compiled for whoever looks. Without a portal nobody sees anything."""

    portal: Portal | None
    version: int

    def policy(self, roles: frozenset[str], account: str) -> Policy | None:
        """Give what roles and an account make of it."""
        return compile_policy(self.portal, self.version, roles, account) if self.portal is not None else None

    def overrides(self, account: str) -> tuple[int, ...]:
        """Give the overrides that apply to an account."""
        return overrides_of(self.portal, account) if self.portal is not None else ()


@dataclass(frozen=True, slots=True)
class Sides:
    """Before is what is in force, after is the draft."""

    before: Side
    after: Side

    def kind_of(self, roles: frozenset[str], account: str) -> Kind:
        """Give what the policies of a membership are compiled from."""
        return roles, self.before.overrides(account), self.after.overrides(account)

    def policies(self, roles: frozenset[str], account: str) -> tuple[Policy | None, Policy | None]:
        """Give what roles and an account make of both."""
        return self.before.policy(roles, account), self.after.policy(roles, account)

    def days(self, now: datetime) -> tuple[date, date]:
        """Give the date it is on both sides; where there is no portal, the other's."""
        draft = self.after.portal or self.before.portal
        zones = [portal.defaults.time_zone for portal in (self.before.portal or draft, draft) if portal is not None]
        before, after = (today_in(zone, now) for zone in zones)
        return before, after

    def modules(self) -> tuple[str, ...]:
        """Give the modules of both: the draft's in its order, then those that it leaves out."""
        return tuple(dict.fromkeys([*_modules(self.after), *_modules(self.before)]))

    def roles(self) -> list[str]:
        """Give the roles that either defines."""
        portals = [side.portal for side in (self.before, self.after) if side.portal is not None]
        return sorted({role for portal in portals for role in portal.roles})


def read_draft(document: Mapping[str, object], definitions: Definitions) -> Portal:
    """Read a draft. Raises DraftInvalid with each wrong place."""
    try:
        return parse_portal(document, definitions)
    except Invalid as error:
        faults = [Fault(fault.pointer, fault.code, fault.detail) for fault in error.faults]
        raise DraftInvalid(faults=faults) from error


def read_sides(compared: Compared, definitions: Definitions) -> Sides:
    """Read both. Raises DraftInvalid; a version in force that cannot be read shows nothing, as at the doors."""
    revision, draft = compared.draft
    after = Side(read_draft(draft, definitions), revision)
    if compared.published is None:
        return Sides(Side(None, 0), after)
    version, document = compared.published
    try:
        return Sides(Side(parse_portal(document, definitions), version), after)
    except Invalid:
        return Sides(Side(None, version), after)


def _modules(side: Side) -> Iterator[str]:
    return (entry.module for entry in side.portal.modules) if side.portal is not None else iter(())
