"""What is kept of ways in: links, sessions, keys, and what was tried."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from identity.domain.api_key import ApiKey
from identity.domain.link import Link, LinkState, Purpose
from identity.domain.session import Holder, Session
from identity.domain.tries import Counted


class Links(Protocol):
    """One-time links."""

    async def find(self, fingerprint: str) -> Link | None:
        """Give one."""

    async def open(self, links: Sequence[Link]) -> None:
        """Add new ones."""

    async def close(self, purpose: Purpose, subjects: Sequence[str], state: LinkState) -> None:
        """Close the open links of these subjects."""


class Sessions(Protocol):
    """Sessions."""

    async def get(self, family: str) -> Session | None:
        """Give one."""

    async def start(self, session: Session) -> None:
        """Add a new one."""

    async def rotate(self, was: Session, becomes: Session) -> bool:
        """Keep it as rotated, if it still is as it was; tells whether it was."""

    async def end(self, family: str) -> None:
        """End one."""

    async def open_of(self, holder: Holder, subject: str) -> Sequence[Session]:
        """Give those of somebody that were not ended, the one last rotated first; at most `MAX_LISTED`."""

    async def last_seen(self, holder: Holder, subject: str) -> datetime | None:
        """Give when somebody's session was last rotated, ended ones too; None where none is kept."""

    async def prove(self, family: str, credential: int) -> None:
        """Let one go on after its holder's password was changed."""

    async def end_all(self, holder: Holder, subject: str, but: str = "") -> None:
        """End all of somebody, but one family where it is named."""

    async def end_in(self, user: str, membership: str) -> None:
        """End all of a user that are in one membership."""

    async def last_membership(self, user: str, memberships: Sequence[str]) -> str | None:
        """Give the one of these memberships that this user's newest session is in."""


class Tries(Protocol):
    """What was tried how often, by the names of `domain.tries.Names`."""

    async def find(self, names: Iterable[str]) -> Mapping[str, Counted]:
        """Give what is counted under these names, by name."""

    async def put(self, counts: Mapping[str, Counted]) -> None:
        """Keep these in the place of what was counted before."""

    async def forget(self, names: Iterable[str]) -> None:
        """Forget what was counted under these names."""


class ApiKeys(Protocol):
    """API keys."""

    async def get(self, key_id: str) -> ApiKey | None:
        """Give one."""

    async def put(self, key: ApiKey) -> None:
        """Add one, or keep one as changed."""

    async def holding(self) -> Sequence[ApiKey]:
        """Give all that are not revoked, oldest first."""
