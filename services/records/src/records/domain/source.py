"""A source: one of a tenant's backoffices, when it was last heard, and when its silence is news."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

LOOK_AGAIN: Final = timedelta(seconds=15)
"""A source that is silent is looked at this often, to tell when it is back."""
LONGEST: Final = timedelta(days=1)
"""No source is left alone for longer than this."""


class Turn(Enum):
    """What is news about a source; an incident has one of each."""

    SILENT = auto()
    RESUMED = auto()


@dataclass(frozen=True, slots=True)
class Source:
    """As it stands. `modules` are those that it has said records of.

    `expected_every` is how often it is to be heard, None for as often as any. One that is not `watched` is retired:
    nobody waits for it, and no page is as old as it. `silent_since` is when an incident began, None outside of one.
    """

    id: str
    name: str
    heard_at: datetime
    modules: frozenset[str] = frozenset()
    expected_every: timedelta | None = None
    watched: bool = True
    silent_since: datetime | None = None

    def every(self, usual: timedelta) -> timedelta:
        """Give how often it is to be heard."""
        return self.expected_every if self.expected_every is not None else usual

    def is_silent(self, now: datetime, usual: timedelta) -> bool:
        """Tell whether it is waited for in vain."""
        return self.watched and now - self.heard_at > self.every(usual)

    def turn(self, now: datetime, usual: timedelta) -> Turn | None:
        """Give what is news now: silence that nobody was told of, or its end."""
        silent = self.is_silent(now, usual)
        if silent == (self.silent_since is not None):
            return None
        return Turn.SILENT if silent else Turn.RESUMED

    def next_look(self, now: datetime, usual: timedelta) -> datetime:
        """Give when something may be news next."""
        if not self.watched:
            return now + LONGEST
        if self.is_silent(now, usual):
            return now + LOOK_AGAIN
        return min(self.heard_at + self.every(usual) + timedelta(milliseconds=1), now + LONGEST)


def fresh_as_of(sources: Iterable[Source], modules: Collection[str]) -> datetime | None:
    """Give when the one that was not heard for the longest was, of those watched that say records of these modules."""
    wanted = frozenset(modules)
    return min((one.heard_at for one in sources if one.watched and one.modules & wanted), default=None)
