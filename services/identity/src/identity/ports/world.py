"""The world outside: time, chance, hashes, seals, and a voice."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from contracts.message import Event
from contracts.principal import Principal


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Give the time in UTC, in whole milliseconds: what the store keeps."""


class Chance(Protocol):
    """What nobody can guess; URL-safe."""

    def id(self) -> str:
        """Make an identifier of 128 bits."""

    def secret(self) -> str:
        """Make a secret of 256 bits."""


class Passwords(Protocol):
    """Password hashes. Each `verified` costs the same time, whether there is a hash or not."""

    async def hashed(self, password: str) -> str:
        """Hash a new password."""

    async def verified(self, password: str, hashed: str | None) -> bool:
        """Tell whether it is the password of this hash; False, after the same time, where there is none."""

    def outdated(self, hashed: str) -> bool:
        """Tell whether the hash was made with other parameters than today's."""

    def common(self, password: str) -> bool:
        """Tell whether it is among the passwords that are tried first."""


class Signer(Protocol):
    """Signs access tokens."""

    def sign(self, principal: Principal, seconds: int) -> str:
        """Sign a token that lives this long."""


class Sealer(Protocol):
    """Seals secrets for notifications, which alone can open them."""

    def seal(self, secret: str) -> str:
        """Seal a secret."""


class Cursors(Protocol):
    """Page cursors that nobody can read or forge."""

    def seal(self, position: Sequence[str], query: str) -> str:
        """Seal a position in a query."""

    def open(self, cursor: str, query: str) -> tuple[str, ...]:
        """Give the position. Raises a Refusal where the cursor is not of this query."""


class Voice(Protocol):
    """Says events when the unit of work commits."""

    def emit(self, event: Event, subject: str | None = None) -> None:
        """Say this; `subject` names the thing that it is about."""
