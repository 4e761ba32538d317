"""Which accounts stand above an account."""

from collections.abc import Mapping
from typing import Final

MAX_DEPTH: Final = 20
"""What stands higher than this counts as not above: a bound against mistakes, far above any real company."""


def ancestors(account: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """Give the accounts above one, nearest first. A circle ends where it closes."""
    above: list[str] = []
    parent = parents.get(account)
    while parent is not None and parent != account and parent not in above and len(above) < MAX_DEPTH:
        above.append(parent)
        parent = parents.get(parent)
    return tuple(above)
