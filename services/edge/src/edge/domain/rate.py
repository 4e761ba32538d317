"""How often somebody may ask: a meter per rate class (GCRA, so a burst up to the limit, then evenly)."""

import math
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

KEPT_KEYS: Final = 50_000
"""Askers remembered per meter; whoever asked longest ago is forgotten first."""


@dataclass(frozen=True, slots=True)
class Quota:
    """`limit` requests in `window` seconds."""

    name: str
    limit: int
    window: float = 60.0


@dataclass(frozen=True, slots=True)
class Allowance:
    """What an asker has left. `reset` and `retry_after` are in whole seconds; `retry_after` is 0 when allowed."""

    quota: Quota
    remaining: int
    reset: int
    retry_after: int


class Meter:
    """Counts askers against one quota."""

    def __init__(self, quota: Quota, kept: int = KEPT_KEYS) -> None:
        self.quota, self._kept = quota, kept
        self._due: OrderedDict[str, float] = OrderedDict()

    def take(self, asker: str, now: float) -> Allowance:
        """Count one request at `now` (seconds on any steady clock); a refused one is not counted."""
        interval = self.quota.window / self.quota.limit
        backlog = max(self._due.get(asker, now) - now, 0.0)
        excess = backlog + interval - self.quota.window
        if excess > interval * 1e-6:
            return Allowance(self.quota, 0, math.ceil(backlog), max(1, math.ceil(excess)))
        backlog += interval
        self._due[asker] = now + backlog
        self._due.move_to_end(asker)
        if len(self._due) > self._kept:
            self._due.popitem(last=False)
        remaining = int((self.quota.window - backlog) / interval + 1e-6)
        return Allowance(self.quota, remaining, math.ceil(backlog), 0)
