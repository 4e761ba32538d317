"""A set of viewers as the bits of one integer: bit n is the viewer at position n of a crowd."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

Viewers = int
NOBODY: Final[Viewers] = 0


def viewers_at(positions: Iterable[int]) -> Viewers:
    """The set of the viewers at these positions."""
    held = bytearray()
    for position in positions:
        byte, bit = divmod(position, 8)
        if byte >= len(held):
            held.extend(bytes(byte + 1 - len(held)))
        held[byte] |= 1 << bit
    return int.from_bytes(held, "little")


def positions_of(viewers: Viewers, limit: int) -> list[int]:
    """The first positions of a set, at most so many."""
    found: list[int] = []
    while viewers and len(found) < limit:
        lowest = viewers & -viewers
        found.append(lowest.bit_length() - 1)
        viewers ^= lowest
    return found


@dataclass(frozen=True, slots=True)
class Span:
    """A set of viewers who stand near each other, kept without the empty places before the first."""

    first: int
    bits: int

    @classmethod
    def of(cls, positions: Sequence[int]) -> "Span":
        """Keep these positions, which rise; there is at least one."""
        first = positions[0]
        return cls(first, viewers_at(position - first for position in positions))

    @property
    def viewers(self) -> Viewers:
        """The whole set."""
        return self.bits << self.first
