"""Who looks in a dry run: the portal's live memberships, and what each side lets them see of each module."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from policy import Crowd, Looking, Policy, Sight, Viewer, Viewers, positions_of, sight_of, viewers_at
from records.app.context import Context
from records.app.dry_run.sides import Kind, Sides
from records.domain.membership import Membership
from records.domain.refusal import TooManyMemberships

AT_ONCE: Final = 1_000
MAX_MEMBERSHIPS: Final = 100_000
SightsOf = Mapping[str, Mapping[Sight, Viewers]]
"""By module, who has which sight."""


async def live_memberships(slug: str, at: Context) -> list[Membership]:
    """Give them, those of an account together: sets of them are small then. Raises TooManyMemberships."""
    found: list[Membership] = []
    while True:
        page = await at.memberships.live(slug, found[-1].id if found else "", AT_ONCE)
        found += page
        if len(found) > MAX_MEMBERSHIPS:
            raise TooManyMemberships(f"at most {MAX_MEMBERSHIPS}")
        if len(page) < AT_ONCE:
            return sorted(found, key=lambda one: (one.account, one.contact or "", one.id))


@dataclass(frozen=True, slots=True)
class Eyes:
    """The memberships on one side."""

    crowd: Crowd
    sights: SightsOf

    def into(self, module: str) -> Looking:
        """Look into a module."""
        return Looking(self.crowd, module, self.sights.get(module, {}))


@dataclass(frozen=True, slots=True)
class Onlookers:
    """The memberships, by position, on both sides. `accounts` has one of each kind that overrides make."""

    ids: Sequence[str]
    before: Eyes
    after: Eyes
    accounts: Sequence[str]

    def named(self, viewers: Viewers, limit: int) -> tuple[str, ...]:
        """Give the ids of the first of a set."""
        return tuple(self.ids[position] for position in positions_of(viewers, limit))

    def see_alike(self, module: str) -> bool:
        """Tell whether both sides let everybody see the same of a module, whatever its records are."""
        same_day = self.before.crowd is self.after.crowd
        return same_day and self.before.sights.get(module, {}) == self.after.sights.get(module, {})


def gather(tenant: str, memberships: Sequence[Membership], sides: Sides, now: datetime) -> Onlookers:
    """Work out who sees what. It computes for long where there are many: not for the event loop."""
    kinds: dict[Kind, list[int]] = {}
    for position, one in enumerate(memberships):
        kinds.setdefault(sides.kind_of(one.roles, one.account), []).append(position)
    day, next_day = sides.days(now)
    crowd = Crowd(tenant, [Viewer(tenant, one.id, one.account, one.contact, day) for one in memberships])
    moved = crowd if day == next_day else Crowd(tenant, [replace(one, today=next_day) for one in crowd.viewers])
    accounts = [memberships[held[0]].account for held in kinds.values()]
    policies = [sides.policies(kind[0], account) for kind, account in zip(kinds, accounts, strict=True)]
    before, after = zip(*policies, strict=True) if policies else ((), ())
    return Onlookers(
        ids=[one.id for one in memberships],
        before=Eyes(crowd, _sights(sides, before, list(kinds.values()))),
        after=Eyes(moved, _sights(sides, after, list(kinds.values()))),
        accounts=list({kind[1:]: account for kind, account in zip(kinds, accounts, strict=True)}.values()),
    )


def _sights(sides: Sides, policies: Sequence[Policy | None], held: Sequence[Sequence[int]]) -> SightsOf:
    """Give who has which sight of each module, from the policy of each kind and the positions that have it."""
    sights: dict[str, dict[Sight, list[int]]] = {module: {} for module in sides.modules()}
    for policy, positions in zip(policies, held, strict=True):
        for module, groups in sights.items():
            sight = sight_of(policy, module)
            if sight is not None:
                groups.setdefault(sight, []).extend(positions)
    return {
        module: {sight: viewers_at(positions) for sight, positions in groups.items()}
        for module, groups in sights.items()
    }
