"""Work beside the doors: bounded, safe to repeat, and done twice.

A transaction that began before a change was asked for may still commit what it read before. The second pass
comes when no such transaction can be open any more.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

PASSES: Final = 2
SECOND_AFTER: Final = timedelta(seconds=75)
"""MongoDB ends a transaction after 60 s."""


class Kind(StrEnum):
    """What there is to do."""

    RESTAMP = "restamp"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class Chore:
    """One thing to do for a tenant: for these accounts, or for this module. `asked` changes with every asking."""

    id: str
    asked: str
    tenant: str
    kind: Kind
    names: tuple[str, ...]
    passes_left: int
