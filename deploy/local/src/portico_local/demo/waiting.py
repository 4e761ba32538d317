"""Waits for what arrives as an event: asks again until it is there, and never for ever."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from portico_local.demo.doors.refusal import DoorStayedShut

T = TypeVar("T")
LOOK_EVERY_S = 0.1
WITHIN_S = 45.0


async def until(what: str, look: Callable[[], Awaitable[T | None]]) -> T:
    """The first answer of `look` that is not None. Raises DoorStayedShut when it is still missing after a while."""
    deadline = time.monotonic() + WITHIN_S
    while (found := await look()) is None:
        if time.monotonic() > deadline:
            raise DoorStayedShut(f"{what} is still missing after {WITHIN_S:.0f} s")
        await asyncio.sleep(LOOK_EVERY_S)
    return found
