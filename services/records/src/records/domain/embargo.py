"""When time alone makes a record appear or vanish: the moments at which its embargo begins to hold or ends."""

from datetime import datetime
from enum import Enum, auto


class Passing(Enum):
    """What becomes of a record when a moment has passed."""

    APPEARED = auto()
    VANISHED = auto()


def next_turn(begin: datetime | None, end: datetime | None, now: datetime, *, hidden: bool = False) -> datetime | None:
    """Give the next moment after `now` at which a record appears or vanishes; None where time changes nothing more.

    It shows from `begin` on and no longer from `end` on. One whose end is not after its beginning never shows.
    """
    if hidden or (end is not None and (end <= now or (begin is not None and end <= begin))):
        return None
    return begin if begin is not None and begin > now else end


def passing(turn: datetime, begin: datetime | None) -> Passing:
    """Tell what a moment that `next_turn` gave makes of the record."""
    return Passing.APPEARED if begin is not None and turn == begin else Passing.VANISHED
