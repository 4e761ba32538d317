"""What changed its place among others: as few as possible, so that moving one does not look like moving all."""

from bisect import bisect_left
from collections.abc import Sequence


def reordered(before: Sequence[object], after: Sequence[object]) -> bool:
    """Whether what both have stands in another order."""
    return [each for each in before if each in after] != [each for each in after if each in before]


def moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """The fewest that can have moved: all that both have but a longest run that kept its order."""
    places = {name: index for index, name in enumerate(before)}
    common = [name for name in after if name in places]
    best: list[int] = []  # the smallest place that a run of this length may end with
    runs: list[tuple[str, ...]] = []
    for name in common:
        length = bisect_left(best, places[name])
        run = (*(runs[length - 1] if length else ()), name)
        best[length : length + 1], runs[length : length + 1] = [places[name]], [run]
    return frozenset(common) - frozenset(runs[-1] if runs else ())
