"""What counts as news: only a higher revision, and only from the source that said the record first."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


class Word(Enum):
    """What becomes of an event about a record."""

    NEWER = auto()
    STALE = auto()
    FOREIGN = auto()


@dataclass(frozen=True, slots=True)
class Standing:
    """How a record stands: its revision, the source that owns it, and whose it is. A removed one stands too.

    `taken` counts the revisions that were taken in.
    """

    revision: int
    source: str
    deleted: bool = False
    accounts: tuple[str, ...] = ()
    taken: int = 0


def judge(standing: Standing | None, source: str, revision: int) -> Word:
    """Tell whether an event is news about a record that stands like this; None stands for no record yet."""
    if standing is None:
        return Word.NEWER
    if standing.source != source:
        return Word.FOREIGN
    return Word.NEWER if revision > standing.revision else Word.STALE


class Ledger:
    """How records stand while a batch is gone through, in its order: as if each event came alone."""

    def __init__(self, stored: Mapping[str, Standing]) -> None:
        self._standing = dict(stored)

    def offer(self, record: str, source: str, revision: int) -> Word:
        """Judge an event, and take it down where it is news."""
        word = judge(self._standing.get(record), source, revision)
        if word is Word.NEWER:
            self._standing[record] = Standing(revision, source)
        return word
