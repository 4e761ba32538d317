"""The door of the sender: a mail whose turn it is."""

from dataclasses import asdict

from chassis.due import Turn
from chassis.faults import crash_point
from chassis.logs import get_logger
from notifications.app.context import Sending
from notifications.app.send_mail import Outcome, send_mail

logger = get_logger()


async def on_due_mail(turn: Turn, at: Sending) -> Outcome:
    """Send it, or put it back."""
    crash_point("mail.claimed")
    outcome = await send_mail(at)
    logger.info("notifications.mail.tried", mail_id=turn.id, tries=turn.tries, **asdict(outcome))
    return outcome
