"""Gives each mail to whoever can write it."""

from collections.abc import Callable
from datetime import datetime

from chassis.own_hosts import OwnHosts
from notifications.domain.account_mail import AccountMail
from notifications.domain.letter import Letter
from notifications.domain.mail import Mail
from notifications.gateways.account_writer import AccountWriter
from notifications.gateways.writer import InvitationWriter


class LetterWriter:
    """Writes every mail. `hosts` knows the addresses of portals; `open_token` opens what was sealed for us."""

    def __init__(self, hosts: OwnHosts, open_token: Callable[[str], str]) -> None:
        self._invitation = InvitationWriter(hosts, open_token)
        self._account = AccountWriter(hosts, open_token)

    def __call__(self, mail: Mail | AccountMail, now: datetime) -> Letter:
        """Write it. Raises NotNow while its token cannot be opened."""
        return self._invitation(mail, now) if isinstance(mail, Mail) else self._account(mail, now)
