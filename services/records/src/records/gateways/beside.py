"""Does a step again and again beside the doors; what fails is told and tried again."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from chassis.logs import get_logger

AFTER_FAILURE_SECONDS: Final = 2.0
logger = get_logger()


async def again_and_again(name: str, step: Callable[[], Awaitable[bool]], pause: float) -> None:
    """Run the step until cancelled; at once again where it says that there is more, else after `pause` seconds."""
    while True:
        try:
            more = await step()
        except Exception:
            logger.exception("records.beside.failed", task=name)
            await asyncio.sleep(AFTER_FAILURE_SECONDS)
            continue
        if not more:
            await asyncio.sleep(pause)
