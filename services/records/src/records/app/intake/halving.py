"""Finds the one event that a batch fails on, so that the others go on without it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

E = TypeVar("E")


async def in_halves(
    events: Sequence[E],
    take: Callable[[Sequence[E]], Awaitable[None]],
    set_aside: Callable[[E, Exception], Awaitable[None]],
    may_pass: Callable[[Exception], bool],
) -> None:
    """Take the events, in halves of halves where that fails; a single one that fails is set aside.

    Raises what may pass by itself: then nothing is wrong with the events.
    """
    try:
        await take(events)
    except Exception as error:
        if may_pass(error):
            raise
        if len(events) == 1:
            await set_aside(events[0], error)
            return
        middle = len(events) // 2
        await in_halves(events[:middle], take, set_aside, may_pass)
        await in_halves(events[middle:], take, set_aside, may_pass)
