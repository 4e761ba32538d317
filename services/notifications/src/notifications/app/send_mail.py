"""Sends a mail whose turn it is: written, handed over, marked. At least once; nearly always exactly once."""

from dataclasses import dataclass
from typing import Literal

from contracts.notifications import MailFailed, MailSent
from notifications.app.context import Sending
from notifications.domain.delivery import Never, NotNow, pause_after
from notifications.domain.mail import Mail, State


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one turn, for the log. GONE: it was withdrawn, replaced or sent in the meantime."""

    result: Literal["sent", "failed", "expired", "postponed", "gone"]
    reason: str = ""


async def send_mail(at: Sending) -> Outcome:
    """Try once. What may work later is put back; whatever else ends it is said."""
    mail = await at.desk.open()
    if mail is None:
        return Outcome("gone")
    now = at.now()
    if mail.too_late(now):
        return await _fail(mail, "expired", "expired", at)
    try:
        await at.post.deliver(at.write(mail, now))
    except Never as answer:
        return await _fail(mail, "failed", answer.reason, at)
    except NotNow as answer:
        await at.desk.put_back(at.now() + pause_after(at.desk.tries))
        return Outcome("postponed", answer.reason)
    sent = MailSent(mail_id=mail.id, kind="invitation", subject_id=mail.invitation_id)
    await at.desk.finish(State.SENT, "", at.now(), sent)
    return Outcome("sent")


async def _fail(mail: Mail, result: Literal["failed", "expired"], reason: str, at: Sending) -> Outcome:
    event = MailFailed(mail_id=mail.id, kind="invitation", subject_id=mail.invitation_id, reason=reason)
    await at.desk.finish(State.FAILED, reason, at.now(), event)
    return Outcome(result, reason)
