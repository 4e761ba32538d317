"""Waits for a condition instead of sleeping: as short as the machine allows, and never for ever."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")
LOOK_EVERY_S = 0.02


def wait_until(condition: Callable[[], T], deadline_s: float = 10.0) -> T:
    """The first truthy answer of `condition`; fails after `deadline_s` seconds."""
    deadline = time.monotonic() + deadline_s
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise _too_late(condition, deadline_s, answer)
        time.sleep(LOOK_EVERY_S)
    return answer


async def wait_until_async(condition: Callable[[], Awaitable[T]], deadline_s: float = 10.0) -> T:
    """The same for an async condition; other tasks go on meanwhile."""
    deadline = time.monotonic() + deadline_s
    while not (answer := await condition()):
        if time.monotonic() > deadline:
            raise _too_late(condition, deadline_s, answer)
        await asyncio.sleep(LOOK_EVERY_S)
    return answer


def _too_late(condition: Callable[[], object], deadline_s: float, answer: object) -> AssertionError:
    name = getattr(condition, "__qualname__", condition)
    return AssertionError(f"{name} was still {answer!r} after {deadline_s:.0f} s")
