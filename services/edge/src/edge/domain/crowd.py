"""How many requests one replica works on at once; beyond that it says so instead of slowing everybody down."""

from collections.abc import Iterator
from contextlib import contextmanager

from edge.domain.refusal import Overloaded


class Crowd:
    """At most `room` at once."""

    def __init__(self, room: int) -> None:
        self._room = room

    @contextmanager
    def enter(self) -> Iterator[None]:
        """Take a place for as long as the block runs. Raises Overloaded when there is none."""
        if self._room <= 0:
            raise Overloaded("This replica works on as much as it can hold. Try again shortly.")
        self._room -= 1
        try:
            yield
        finally:
            self._room += 1
