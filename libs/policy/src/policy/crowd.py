"""Who of many viewers may see a record, all at once: for counting, where asking `decide` pair by pair takes hours.

What asks the same of everybody is asked once; what asks for `$me` is looked up by the record's value, scopes by the
record's audience. A property test holds this and `decide` equal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from policy.audience import Scope, scope_keys
from policy.compile import Policy
from policy.crowd_filter import Bound, bound_for
from policy.filters import Filter
from policy.verdict import Record, stands
from policy.viewer import Viewer
from policy.viewers import NOBODY, Span, Viewers


@dataclass(frozen=True, slots=True)
class Sight:
    """What lets a viewer see records of a module."""

    scope: Scope
    filter: Filter | None


def sight_of(policy: Policy | None, module: str) -> Sight | None:
    """What a policy lets see of a module; None where it shows none of it."""
    granted = policy.modules.get(module) if policy is not None else None
    return Sight(granted.scope, granted.filter) if granted is not None and granted.shows else None


class Crowd:
    """Viewers of one tenant. In memory it is smallest, and fastest, where those of an account stand together."""

    def __init__(self, tenant: str, viewers: Sequence[Viewer]) -> None:
        if any(viewer.tenant != tenant for viewer in viewers):
            raise ValueError("a crowd is of one tenant")
        self.tenant, self.viewers = tenant, viewers
        self._keys: dict[Scope, Mapping[str, Span]] = {}

    def in_scope(self, scope: Scope, audience: object) -> Viewers:
        """Those for whom a record with this audience is in a scope."""
        if not isinstance(audience, list | tuple):
            return NOBODY
        keys = self._keys.get(scope)
        if keys is None:
            keys = self._keys[scope] = self._spans(scope)
        found = NOBODY
        for key in audience:
            span = keys.get(key) if isinstance(key, str) else None
            if span is not None:
                found |= span.viewers
        return found

    def _spans(self, scope: Scope) -> Mapping[str, Span]:
        positions: dict[str, list[int]] = {}
        for position, viewer in enumerate(self.viewers):
            for key in scope_keys(scope, viewer):
                positions.setdefault(key, []).append(position)
        return {key: Span.of(held) for key, held in positions.items()}


class Looking:
    """A crowd looking into one module, each with a sight; whoever has none sees nothing."""

    def __init__(self, crowd: Crowd, module: str, sights: Mapping[Sight, Viewers]) -> None:
        self._crowd, self._module = crowd, module
        self._groups: dict[Scope, list[tuple[Viewers, Bound | None]]] = {}
        for sight, viewers in sights.items():
            test = bound_for(sight.filter, crowd.viewers) if sight.filter is not None else None
            self._groups.setdefault(sight.scope, []).append((viewers, test))

    def see(self, record: Record, now: datetime) -> Viewers:
        """Those who may see a record at `now` (aware): for whom `decide` allows it."""
        if record.get("tenant") != self._crowd.tenant or record.get("module") != self._module:
            return NOBODY
        if not stands(record, now):
            return NOBODY
        found, values, audience = NOBODY, record.get("values"), record.get("audience")
        for scope, groups in self._groups.items():
            reached = self._crowd.in_scope(scope, audience)
            for viewers, test in groups:
                asked = reached & viewers
                if asked:
                    found |= asked if test is None else test.among(asked, values)
        return found
