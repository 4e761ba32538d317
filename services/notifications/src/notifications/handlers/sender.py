"""The door of the sender: a mail whose turn it is."""

from dataclasses import asdict
from typing import Final, get_args, get_type_hints

from opentelemetry.trace import SpanKind

from chassis.due import Turn
from chassis.faults import crash_point
from chassis.instruments import Counter, Gauge
from chassis.logs import get_logger
from chassis.tracing import OUTCOME, TENANT, span
from notifications.app.context import Sending
from notifications.app.send_mail import Outcome, send_mail

RESULTS: Final = get_args(get_type_hints(Outcome)["result"])
TURNS: Final = Counter(
    "portico.mail.turns",
    "Turns at a mail, by how they ended: sent, failed, expired, postponed, gone",
    labels={"result": RESULTS},
)
WAITING: Final = Gauge("portico.mail.waiting", "Mails that wait to be sent or tried again")
logger = get_logger()


async def on_due_mail(turn: Turn, at: Sending) -> Outcome:
    """Send it, or put it back, in the trace of what it tells of."""
    crash_point("mail.claimed")
    with span(
        "notifications mail", SpanKind.CONSUMER, parent=turn.traceparent, attributes={TENANT: turn.tenant}
    ) as step:
        outcome = await send_mail(at)
        step.tell(OUTCOME, outcome.result)
        logger.info("notifications.mail.tried", mail_id=turn.id, tries=turn.tries, **asdict(outcome))
    TURNS.add(result=outcome.result)
    return outcome
