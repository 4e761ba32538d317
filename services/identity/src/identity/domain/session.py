"""A session: one sign-in of one person on one device, a family of refresh tokens of which one at a time is current."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from identity.domain.lifetimes import Lifetimes
from identity.domain.refusal import Refusal

MAX_LISTED: Final = 100


class SessionOver(Refusal):
    """A refresh token that gets nothing: ended, expired, or never ours."""

    code = "identity.session-ended"
    status = 401
    title = "This session has ended"

    def __init__(self, detail: str = "Sign in again.") -> None:
        super().__init__(detail)


class ReusedRefreshToken(SessionOver):
    """A token that was replaced came back: somebody has a copy. The session ends, and stays ended."""

    keeps_effects = True


class Holder(StrEnum):
    """Whose session it is; also the `kind` of the revocation that ends all of somebody's sessions."""

    USER = "user"
    STAFF = "staff"


class Step(StrEnum):
    """What a refresh token's number means for its session."""

    ROTATE = "rotate"
    REPEAT = "repeat"
    REUSE = "reuse"


@dataclass(frozen=True, slots=True)
class Session:
    """`number` is the current refresh token's; `device` and `rotated_at` say who got it and when.

    `agent` is the device in words for people. `credential` is its holder's at the start: a password set since ends it.
    """

    family: str
    holder: Holder
    subject: str
    membership: str | None
    number: int
    device: str
    started_at: datetime
    rotated_at: datetime
    expires_at: datetime
    ended: bool = False
    agent: str = ""
    credential: int = 0

    def alive(self, now: datetime, lifetimes: Lifetimes) -> bool:
        """Tell whether it still holds: neither ended nor past its absolute or idle time."""
        return not self.ended and now < self.expires_at and now - self.rotated_at < lifetimes.idle

    def over_at(self, lifetimes: Lifetimes) -> datetime:
        """Tell when it is over if nobody uses it any more."""
        return min(self.expires_at, self.rotated_at + lifetimes.idle)

    def step(self, number: int, device: str, now: datetime, lifetimes: Lifetimes) -> Step:
        """Decide what token `number` gets: the next one, the current one again, or the end of the session.

        The one before the current gets the current again for a short while on the same device: an answer may be
        lost on the way, and two tabs may ask at once.
        """
        if number == self.number:
            return Step.ROTATE
        repeated = number == self.number - 1 and device == self.device and now - self.rotated_at <= lifetimes.grace
        return Step.REPEAT if repeated else Step.REUSE

    def rotated(self, device: str, now: datetime, membership: str | None = None) -> "Session":
        """Give it with the next token current, perhaps as another membership."""
        return replace(
            self,
            number=self.number + 1,
            device=device,
            rotated_at=now,
            membership=membership or self.membership,
        )
