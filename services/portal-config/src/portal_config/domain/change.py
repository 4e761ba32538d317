"""What differs between two documents, short enough to be told: so many changes, each of a bounded size."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

MAX_IN_A_COMPARISON: Final = 500
MAX_IN_A_REFUSAL: Final = 100
MAX_VALUE: Final = 2_000
"""Characters of JSON that `before` and `after` of one change may have together."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference at an RFC 6901 `pointer`; `before` and `after` are JSON, and left out where it is `cut`."""

    pointer: str
    code: str
    before: Any
    after: Any
    cut: bool = False

    def short(self) -> "Change":
        """Give it without its values where they are too long."""
        length = len(json.dumps([self.before, self.after]))
        return self if length <= MAX_VALUE else replace(self, before=None, after=None, cut=True)


@dataclass(frozen=True, slots=True)
class Told:
    """The first of the changes; `more` where there are others."""

    changes: tuple[Change, ...]
    more: bool

    @classmethod
    def of(cls, changes: Iterable[Change], most: int) -> "Told":
        """Give at most `most` changes."""
        every: Sequence[Change] = tuple(changes)
        return cls(tuple(change.short() for change in every[:most]), len(every) > most)
