"""Numbers as a backoffice gives them: by kind and year, rising with the date, with gaps where other customers were."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from portico_local.demo.content.dice import dice

LARGEST_GAP = 7


def numbered(prefix: str, dated: Iterable[tuple[date, str]]) -> Mapping[str, str]:
    """From each thing's key to its number, `INV-2026-0042`."""
    reached: dict[int, int] = defaultdict(int)
    found: dict[str, str] = {}
    for day, key in sorted(dated):
        reached[day.year] += dice("number", prefix, key).randint(1, LARGEST_GAP)
        found[key] = f"{prefix}-{day.year}-{reached[day.year]:04}"
    return found
