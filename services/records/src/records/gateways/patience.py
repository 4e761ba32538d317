"""Waits for a database that is away, without giving anything back: waiting burns no attempts."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from chassis.logs import get_logger
from chassis.mongo import Database

FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 5.0
logger = get_logger()


class Patience:
    """Repeats work until the database takes it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def __call__(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do the work, again after each failure, until it is done. It must be safe to repeat."""
        pause = FIRST_PAUSE
        while True:
            try:
                return await work()
            except Exception as error:  # giving the batch back would only bring it here again
                logger.warning("records.intake.paused", reason=type(error).__name__, exc_info=pause > FIRST_PAUSE)
            await asyncio.sleep(pause)
            await self._database.wait_until_there()
            pause = min(pause * 2, LONGEST_PAUSE)
