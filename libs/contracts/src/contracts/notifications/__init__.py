"""What notifications says: which mails went out, which did not."""

from typing import Literal

from contracts.kinds import Identifier
from contracts.message import Event

AccountMailKind = Literal["password-reset", "password-changed", "staff-invitation"]


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


class AccountMailSent(Event, name="notifications.account-mail.sent.v1"):
    """A mail about somebody's login was taken by the mail server. The address stays with notifications."""

    mail_id: Identifier
    kind: AccountMailKind
    subject_id: Identifier


class AccountMailFailed(Event, name="notifications.account-mail.refused.v1"):
    """A mail about somebody's login was refused for good. `reason` is the mail server's code, or `expired`."""

    mail_id: Identifier
    kind: AccountMailKind
    subject_id: Identifier
    reason: str
