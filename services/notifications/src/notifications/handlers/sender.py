"""The door that nobody knocks at: as long as a mail is due, somebody of this replica sends it."""

import asyncio
from dataclasses import asdict
from typing import Final

from chassis.logs import get_logger
from notifications.app.context import Sending
from notifications.app.send_next import send_next

AFTER_FAILURE_SECONDS: Final = 1.0
logger = get_logger()


async def keep_sending(at: Sending, *, workers: int, idle: float) -> None:
    """Send until cancelled, so many mails at once; `idle` are the seconds between looks when nothing is due."""
    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(_work(at, idle))


async def _work(at: Sending, idle: float) -> None:
    while True:
        try:
            outcome = await send_next(at)
        except Exception:
            # The boundary: a mail that went wrong in a new way stays claimed and comes again; the others go on.
            logger.exception("notifications.sender.failed")
            await asyncio.sleep(AFTER_FAILURE_SECONDS)
            continue
        if outcome is None:
            await asyncio.sleep(idle)
        else:
            logger.info("notifications.mail.tried", **asdict(outcome))
