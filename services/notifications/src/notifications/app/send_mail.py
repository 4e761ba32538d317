"""Sends a mail whose turn it is: written, handed over, marked. At least once; nearly always exactly once."""

from dataclasses import dataclass
from typing import Literal

from contracts.message import Event
from contracts.notifications import AccountMailFailed, AccountMailSent, MailFailed, MailSent
from notifications.app.context import Sending
from notifications.domain.account_mail import AccountMail
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
    await at.desk.finish(State.SENT, "", at.now(), _sent(mail))
    return Outcome("sent")


async def _fail(mail: Mail | AccountMail, result: Literal["failed", "expired"], reason: str, at: Sending) -> Outcome:
    await at.desk.finish(State.FAILED, reason, at.now(), _failed(mail, reason))
    return Outcome(result, reason)


def _sent(mail: Mail | AccountMail) -> Event:
    if isinstance(mail, Mail):
        return MailSent(mail_id=mail.id, kind="invitation", subject_id=mail.invitation_id)
    return AccountMailSent(mail_id=mail.id, kind=mail.kind.value, subject_id=mail.subject_id)


def _failed(mail: Mail | AccountMail, reason: str) -> Event:
    if isinstance(mail, Mail):
        return MailFailed(mail_id=mail.id, kind="invitation", subject_id=mail.invitation_id, reason=reason)
    return AccountMailFailed(mail_id=mail.id, kind=mail.kind.value, subject_id=mail.subject_id, reason=reason)
