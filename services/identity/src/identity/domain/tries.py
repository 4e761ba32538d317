"""How often something may be tried. What is counted stays nameless: keyed hashes of addresses and networks."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import Final, Protocol

from identity.domain.address import folded
from identity.domain.refusal import Refusal


class TooManyTries(Refusal):
    """It was tried too often. The same for addresses that exist and for those that do not."""

    code = "identity.too-many-tries"
    status = 429
    title = "Too many tries"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Try again in {seconds} s.")
        self.retry_after = seconds


class Tried(StrEnum):
    """What is counted; each apart from the others."""

    SIGN_IN = "sign-in"
    STAFF_SIGN_IN = "staff-sign-in"
    FORGOT = "forgot"
    STAFF_FORGOT = "staff-forgot"
    LINK = "link"
    CHANGE = "change"
    INVITE = "invite"


@dataclass(frozen=True, slots=True)
class Counted:
    """How often so far, until when nothing more is taken, and when all of it is forgotten."""

    count: int
    blocked_until: datetime
    forgotten_at: datetime

    def refuse_while_blocked(self, now: datetime) -> None:
        """Raise TooManyTries; what is refused is not counted, so that nobody can lengthen it by asking."""
        if now < self.blocked_until:
            raise TooManyTries(ceil((self.blocked_until - now).total_seconds()))


class Rule(Protocol):
    """How counting goes on."""

    def one_more(self, before: Counted | None, now: datetime, times: int = 1) -> Counted:
        """Count a try that was taken."""


@dataclass(frozen=True, slots=True)
class Growing:
    """After `free` tries each one more is followed by a pause: `first`, doubled each time, `longest` at most.

    All of it is forgotten `memory` after the last.
    """

    free: int
    first: timedelta
    longest: timedelta
    memory: timedelta

    def one_more(self, before: Counted | None, now: datetime, times: int = 1) -> Counted:
        """Count a try that was taken."""
        count = times + (before.count if before is not None and now < before.forgotten_at else 0)
        pause = timedelta()
        if count >= self.free:
            doublings = min(count - self.free, 20)  # more would only overflow what is cut off anyway
            pause = min(self.first * (1 << doublings), self.longest)
        return Counted(count, now + pause, now + self.memory)


@dataclass(frozen=True, slots=True)
class Window:
    """`most` tries in a window of time that begins with the first of them."""

    most: int
    length: timedelta

    def one_more(self, before: Counted | None, now: datetime, times: int = 1) -> Counted:
        """Count a try that was taken."""
        if before is None or now >= before.forgotten_at:
            before = Counted(0, now, now + self.length)
        count = before.count + times
        return Counted(count, before.forgotten_at if count >= self.most else now, before.forgotten_at)


_MINUTE: Final = timedelta(minutes=1)
PASSWORD_OF_ADDRESS: Final = Growing(free=5, first=_MINUTE / 2, longest=15 * _MINUTE, memory=24 * 60 * _MINUTE)
PASSWORDS_OF_NETWORK: Final = Window(most=100, length=15 * _MINUTE)
FORGOT_OF_NETWORK: Final = Window(most=60, length=30 * _MINUTE)
LINKS_OF_NETWORK: Final = Window(most=30, length=15 * _MINUTE)
INVITATIONS_TO_ADDRESS: Final = Window(most=20, length=24 * 60 * _MINUTE)
INVITATIONS_OF_ACCOUNT: Final = Window(most=30, length=24 * 60 * _MINUTE)
"""Those that customers send, counted for their account whatever the portal."""
INVITATIONS_OF_TENANT: Final = Window(most=10_000, length=60 * _MINUTE)
MAILS_A_LINK_LIFE: Final = 3
OWN_NETWORK_HELD: Final = timedelta(days=30)
OWN_NETWORK_RENEWED: Final = timedelta(days=1)
"""That a network is somebody's own is written down anew no more often than this."""


def forgot_of_address(link_life: timedelta) -> Window:
    """Give how many reset links an address gets: whenever it gets no more, the last one still works."""
    return Window(MAILS_A_LINK_LIFE, link_life)


class Names:
    """Names what is counted, with the server's key: who reads the store learns no address that nobody has."""

    def __init__(self, key: bytes) -> None:
        self._key = hmac.digest(key, b"tries", hashlib.sha256)

    def of_address(self, what: Tried, address: str) -> str:
        """Name an address, whether anybody has it or not."""
        return self._name(what, "address", folded(address))

    def of_network(self, what: Tried, network: str) -> str:
        """Name a network, given as the edge's hash of it."""
        return self._name(what, "network", network)

    def of_pair(self, what: Tried, address: str, network: str) -> str:
        """Name an address as tried from one network."""
        return self._name(what, "address", folded(address), "network", network)

    def of_own(self, what: Tried, address: str, network: str) -> str:
        """Name that a network is one from which the owner of an address came."""
        return self._name(what, "own", folded(address), network)

    def of_account(self, what: Tried, account: str) -> str:
        """Name an account of the tenant."""
        return self._name(what, "account", account)

    def of_all(self, what: Tried) -> str:
        """Name all of the tenant's."""
        return self._name(what, "all")

    def _name(self, what: Tried, *parts: str) -> str:
        said = "\0".join((what.value, *parts)).encode()
        return hmac.digest(self._key, said, hashlib.sha256).hex()
