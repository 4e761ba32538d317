"""Gives each mail to whoever can write it."""

from collections.abc import Callable
from datetime import datetime

from notifications.domain.account_mail import AccountMail
from notifications.domain.letter import Letter
from notifications.domain.mail import Mail
from notifications.gateways.account_writer import AccountWriter
from notifications.gateways.writer import InvitationWriter


class LetterWriter:
    """Writes every mail. `public_address` is the edge's; `open_token` opens what was sealed for us."""

    def __init__(self, public_address: str, open_token: Callable[[str], str]) -> None:
        self._invitation = InvitationWriter(public_address, open_token)
        self._account = AccountWriter(public_address, open_token)

    def __call__(self, mail: Mail | AccountMail, now: datetime) -> Letter:
        """Write it. Raises NotNow while its token cannot be opened."""
        return self._invitation(mail, now) if isinstance(mail, Mail) else self._account(mail, now)
