"""What notifications says: which mails went out, which did not."""

from typing import Literal

from contracts.kinds import Identifier
from contracts.message import Event


class MailSent(Event, name="notifications.mail.sent.v1"):
    """A mail was taken by the mail server. The address stays with notifications."""

    mail_id: Identifier
    kind: Literal["invitation"]
    subject_id: Identifier


class MailFailed(Event, name="notifications.mail.failed.v1"):
    """A mail was refused for good. `reason` is the mail server's status code, e.g. `smtp-550`."""

    mail_id: Identifier
    kind: Literal["invitation"]
    subject_id: Identifier
    reason: str
