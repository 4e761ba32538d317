"""What an open stream hears of, and what it has still to ask about: each record once, bounded, in no hurry.

Nothing here decides what somebody may see; it only keeps what certainly does not concern them from being asked about.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

MAX_RECORDS: Final = 100
"""Records that are kept to be asked about; of more, only their modules."""
MAX_MODULES: Final = 40
SLACK: Final = timedelta(seconds=10)
"""An event is said at the end of the transaction that took its record in."""
FIRST_PAUSE: Final = 0.3
"""Seconds in which changes gather …"""
LONGEST_PAUSE: Final = 3.0
"""… and as many where they go on and on."""
CALM: Final = 5.0
"""Seconds without a change after which the next is told of soon again."""
Key = tuple[str, str]
"""Module and id of a record."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a record. `above` is None where nobody said what stands above its accounts; `at` is RFC 3339.

    `gone`: it is nobody's any more.
    """

    key: Key
    accounts: AbstractSet[str]
    above: AbstractSet[str] | None
    at: str
    gone: bool = False


def concerns(change: Change, account: str, reach: Mapping[str, str] | None, watched: AbstractSet[Key]) -> bool:
    """Tell whether a change may concern somebody of this account; `reach` is that of their modules, None if unknown."""
    if change.key in watched:
        return True
    if change.gone:
        return False
    if reach is None:
        return True
    far = reach.get(change.key[0], "")
    if far == "account_tree" and (change.above is None or account in change.above):
        return True
    return far == "everyone" or (bool(far) and account in change.accounts)


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be asked about, each with when it changed: records, and modules of which too much did."""

    records: Mapping[Key, str]
    modules: Mapping[str, str]

    def since(self, module: str) -> datetime:
        """Give the moment from which on something in this module is news."""
        return datetime.fromisoformat(self.modules[module]) - SLACK


class Pending:
    """What has changed and was not asked about yet."""

    def __init__(self) -> None:
        self._records: dict[Key, str] = {}
        self._modules: dict[str, str] = {}

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self._records or self._modules)

    def note(self, key: Key, at: str, watched: AbstractSet[Key]) -> None:
        """Keep a change; those of watched records are never given up for their modules."""
        if key in self._records:
            return
        if len(self._records) < MAX_RECORDS:
            self._records[key] = at
            return
        other = next((each for each in self._records if each not in watched), None) if key in watched else None
        if other is None:
            self._note_module(key[0], at)
        else:
            self._note_module(other[0], self._records.pop(other))
            self._records[key] = at

    def _note_module(self, module: str, at: str) -> None:
        if module in self._modules or len(self._modules) < MAX_MODULES:
            self._modules[module] = min(at, self._modules.get(module, at))

    def take(self, room: int = MAX_RECORDS) -> Question:
        """Give what is to be asked about now: so many records at most, the others stay."""
        records = {key: self._records.pop(key) for key in tuple(self._records)[:room]}
        modules, self._modules = self._modules, {}
        return Question(records, modules)

    def give_back(self, question: Question, watched: AbstractSet[Key]) -> None:
        """Keep what could not be asked about."""
        for module, at in question.modules.items():
            self._note_module(module, at)
        for key, at in question.records.items():
            self.note(key, at, watched)


class Pace:
    """How long changes gather before they are asked about: soon after a calm, longer where they go on."""

    def __init__(self) -> None:
        self._last, self._pause = float("-inf"), FIRST_PAUSE

    def pause(self, now: float) -> float:
        """Give the seconds to wait, `now` on a steady clock."""
        calm = now - self._last > CALM
        self._pause = FIRST_PAUSE if calm else min(self._pause * 2, LONGEST_PAUSE)
        self._last = now
        return self._pause
