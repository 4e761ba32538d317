"""Asks again while Portico is away or busy: as late as it asks for, else later and later, and not for ever."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from backoffice.problems import UnreachableError
from backoffice.wire import NotTakenError

T = TypeVar("T")
FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 15.0
LONGEST_ASKED_PAUSE: Final = 300.0
"""A Retry-After beyond this is cut to it."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Why one waits, and for how many seconds."""

    reason: str
    seconds: float


OnPause = Callable[[Pause], None]


async def until_taken(do: Callable[[], Awaitable[T]], give_up_after: float, on_pause: OnPause | None = None) -> T:
    """Do it until it works, and give what it gives. The clock of giving up (seconds) runs from the first failure.

    Raises UnreachableError in the end, and whatever else than NotTakenError is raised.
    """
    clock = asyncio.get_running_loop()
    since: float | None = None
    attempt = 0
    while True:
        try:
            return await do()
        except NotTakenError as error:
            since = clock.time() if since is None else since
            pause = _pause(attempt, error.retry_after)
            if clock.time() + pause - since > give_up_after:
                raise UnreachableError(
                    f"gave up after {give_up_after:g} s: {error.reason}. Run it again to go on"
                ) from error
            if on_pause is not None:
                on_pause(Pause(error.reason, pause))
            attempt += 1
            await asyncio.sleep(pause)


def _pause(attempt: int, asked: float | None) -> float:
    """Give the seconds to wait: as asked, else doubling, with chance in it so that many do not come back at once."""
    if asked is not None:
        return min(max(asked, FIRST_PAUSE), LONGEST_ASKED_PAUSE)
    longest = min(FIRST_PAUSE * 2 ** min(attempt, 10), LONGEST_PAUSE)
    return random.uniform(longest / 2, longest)  # noqa: S311 - not a secret
