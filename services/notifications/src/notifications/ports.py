"""What notifications needs from outside."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from contracts.message import Event
from notifications.domain.account_mail import AccountMail
from notifications.domain.feed import Numbered
from notifications.domain.invitation import Invitation
from notifications.domain.letter import Letter
from notifications.domain.mail import Mail, State


class Invitations(Protocol):
    """What is known of one tenant's invitations."""

    async def find(self, invitation_id: str) -> Invitation:
        """Give what is known, which may be nothing."""

    async def put(self, invitation: Invitation, at: datetime) -> None:
        """Keep it."""


class Mails(Protocol):
    """One tenant's mails."""

    async def add(self, mail: Mail) -> None:
        """Keep a mail that is due at once."""

    async def drop_waiting(self, invitation_id: str, reason: str, at: datetime) -> None:
        """Send none of the mails of this invitation that still wait, and forget their tokens."""


class AccountMails(Protocol):
    """One tenant's mails about logins."""

    async def add(self, mail: AccountMail) -> None:
        """Keep a mail that is due at once; nothing where it is kept already."""


class Feed(Protocol):
    """One tenant's feed."""

    async def head(self) -> int:
        """Give the number of the newest event; 0 before the first."""

    async def add(self, event: Numbered, at: datetime) -> None:
        """Add the event behind the head; the transaction runs again where another was faster."""

    async def after(self, n: int, limit: int) -> Sequence[Numbered]:
        """Give at most `limit` events behind a number, oldest first."""


class Desk(Protocol):
    """The mail whose turn it is, in the sender's hands. `tries` counts its turns, this one included."""

    @property
    def tries(self) -> int:
        """How many turns it has had."""

    async def open(self) -> Mail | AccountMail | None:
        """Give the mail, or None when it no longer waits."""

    async def put_back(self, until: datetime) -> None:
        """Let it be tried again then, unless somebody else has it by now."""

    async def finish(self, state: State, reason: str, at: datetime, event: Event) -> None:
        """Keep how it ended, forget its token and say the event, in one write; nothing where it has ended before."""


class Writer(Protocol):
    """Puts a mail into words."""

    def __call__(self, mail: Mail | AccountMail, now: datetime) -> Letter:
        """Write it. Raises NotNow while its token cannot be opened."""


class Post(Protocol):
    """The mail server."""

    async def deliver(self, letter: Letter) -> None:
        """Hand it over. Raises NotNow or Never."""


class Clock(Protocol):
    """What time it is."""

    def __call__(self) -> datetime:
        """Give now in UTC, in whole milliseconds."""
