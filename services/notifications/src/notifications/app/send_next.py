"""Sends the next mail that is due: claimed, written, handed over, marked. At least once; nearly always exactly once."""

from dataclasses import dataclass
from typing import Literal

from contracts.notifications import MailFailed, MailSent
from notifications.app.context import Sending
from notifications.domain.delivery import Never, NotNow, pause_after
from notifications.domain.mail import Mail, State


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mail, for the log."""

    mail_id: str
    result: Literal["sent", "failed", "expired", "postponed"]
    reason: str
    tries: int


async def send_next(at: Sending) -> Outcome | None:
    """Try the mail that has been due the longest; None when nothing is due."""
    now = at.now()
    mail = await at.queue.claim(now, now + at.lease)
    if mail is None:
        return None
    at.reach("mail.claimed")
    if mail.too_late(now):
        return await _fail(mail, "expired", "expired", at)
    try:
        await at.post.deliver(at.write(mail, now))
    except Never as answer:
        return await _fail(mail, "failed", answer.reason, at)
    except NotNow as answer:
        await at.queue.postpone(mail, at.now() + pause_after(mail.tries), answer.reason)
        return Outcome(mail.id, "postponed", answer.reason, mail.tries)
    at.reach("mail.sent")
    sent = MailSent(mail_id=mail.id, kind="invitation", subject_id=mail.invitation_id)
    await at.queue.finish(mail, State.SENT, "", at.now(), sent)
    return Outcome(mail.id, "sent", "", mail.tries)


async def _fail(mail: Mail, result: Literal["failed", "expired"], reason: str, at: Sending) -> Outcome:
    event = MailFailed(mail_id=mail.id, kind="invitation", subject_id=mail.invitation_id, reason=reason)
    await at.queue.finish(mail, State.FAILED, reason, at.now(), event)
    return Outcome(mail.id, result, reason, mail.tries)
