"""The SMTP side: takes every mail for everyone and puts it into the store before it says so."""

from datetime import UTC, datetime

from aiosmtpd.smtp import SMTP, Envelope, Session

from portico_local.mail.message import caught
from portico_local.mail.store import MailStore

MAIL_BYTES = 10_000_000  # a larger mail is refused with 552


class Catcher:
    """aiosmtpd's handler: DATA is the only step of interest."""

    def __init__(self, store: MailStore) -> None:
        self._store = store

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep the mail, then answer 250: what was answered is on disk."""
        raw = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        self._store.add(caught(raw, envelope.mail_from or "", list(envelope.rcpt_tos), datetime.now(UTC)))
        return "250 2.0.0 Kept"


def connection(store: MailStore) -> SMTP:
    """The protocol of one SMTP connection."""
    return SMTP(Catcher(store), data_size_limit=MAIL_BYTES, enable_SMTPUTF8=True, hostname="localhost", ident="Portico")
