"""What notifications needs from outside."""

from datetime import datetime
from typing import Protocol

from contracts.message import Event
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
        """Keep a mail that waits to be sent."""

    async def drop_waiting(self, invitation_id: str, reason: str, at: datetime) -> None:
        """Send none of the mails of this invitation that still wait, and forget their tokens."""


class Queue(Protocol):
    """The waiting mails of all tenants, as the sender sees them. Several senders may work on it."""

    async def claim(self, now: datetime, until: datetime) -> Mail | None:
        """Take the mail that has been due the longest; nobody else gets it before `until`. None: nothing is due."""

    async def postpone(self, mail: Mail, until: datetime, reason: str) -> None:
        """Give it back until then, unless somebody else has it by now."""

    async def finish(self, mail: Mail, state: State, reason: str, at: datetime, event: Event) -> None:
        """Keep how it ended, forget its token and say the event, in one write; nothing where it has ended before."""


class Writer(Protocol):
    """Puts a mail into words."""

    def __call__(self, mail: Mail, now: datetime) -> Letter:
        """Write it. Raises NotNow while its token cannot be opened."""


class Post(Protocol):
    """The mail server."""

    async def deliver(self, letter: Letter) -> None:
        """Hand it over. Raises NotNow or Never."""


class Clock(Protocol):
    """What time it is."""

    def __call__(self) -> datetime:
        """Give now in UTC, in whole milliseconds."""


class Reach(Protocol):
    """Marks a step of the work, for fault tests."""

    def __call__(self, name: str) -> None:
        """We are here."""
