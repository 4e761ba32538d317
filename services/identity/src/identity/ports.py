"""What identity needs from outside, all of it for one tenant and one unit of work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from contracts.message import Event
from contracts.principal import Principal
from identity.domain.api_key import ApiKey
from identity.domain.invitation import Invitation, InvitationState
from identity.domain.lifetimes import Lifetimes
from identity.domain.link import Link, LinkState, Purpose
from identity.domain.membership import Membership
from identity.domain.portal import Portal
from identity.domain.refresh_token import RefreshTokens
from identity.domain.session import Holder, Session
from identity.domain.staff import StaffMember
from identity.domain.user import User


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


class TenantBook(Protocol):
    """The tenant's own row."""

    async def name(self) -> str | None:
        """Give its name, None before anything was heard of it."""

    async def rename(self, name: str) -> None:
        """Keep its name."""

    async def first(self) -> Mapping[str, str]:
        """Give what the operator made: `owner` and `api_key` ids, where made."""

    async def keep_first(self, owner: str, api_key: str) -> None:
        """Remember what the operator made."""


class Portals(Protocol):
    """The projection of portals."""

    async def get(self, slug: str) -> Portal | None:
        """Give one, open or not."""

    async def all(self, slugs: Iterable[str]) -> Mapping[str, Portal]:
        """Give those that are known, by slug."""

    async def put(self, portal: Portal) -> None:
        """Keep one in the place of its predecessor."""


class Staff(Protocol):
    """Staff members."""

    async def get(self, staff_id: str) -> StaffMember | None:
        """Give one."""

    async def by_email(self, email: str) -> StaffMember | None:
        """Give the one with this address."""

    async def put(self, member: StaffMember) -> None:
        """Add one, or keep one as changed."""


class Users(Protocol):
    """Portal users."""

    async def get(self, user_id: str) -> User | None:
        """Give one."""

    async def by_email(self, email: str) -> User | None:
        """Give the one with this address."""

    async def by_emails(self, emails: Iterable[str]) -> Mapping[str, User]:
        """Give those with these addresses, by folded address."""

    async def put(self, user: User) -> None:
        """Add one, or keep one as changed."""

    async def page(self, after: str | None, limit: int) -> Sequence[User]:
        """Give users by folded address."""


class Memberships(Protocol):
    """Memberships."""

    async def get(self, membership_id: str) -> Membership | None:
        """Give one."""

    async def of_users(self, users: Iterable[str]) -> Sequence[Membership]:
        """Give all of these users, oldest first."""

    async def put(self, membership: Membership) -> None:
        """Add one, or keep one as changed."""


class Invitations(Protocol):
    """Invitations."""

    async def get(self, invitation_id: str) -> Invitation | None:
        """Give one."""

    async def open_for(self, emails: Iterable[str]) -> Sequence[Invitation]:
        """Give those to these folded addresses that are neither accepted nor withdrawn."""

    async def put(self, invitations: Sequence[Invitation]) -> None:
        """Add some, or keep them as changed."""

    async def page(
        self, state: InvitationState | None, now: datetime, after: tuple[datetime, str] | None, limit: int
    ) -> Sequence[Invitation]:
        """Give invitations in a state, newest first, older than `after` (created_at, id)."""


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

    async def end_all(self, holder: Holder, subject: str) -> None:
        """End all of somebody."""

    async def last_membership(self, user: str, memberships: Sequence[str]) -> str | None:
        """Give the one of these memberships that this user's newest session is in."""


class ApiKeys(Protocol):
    """API keys."""

    async def get(self, key_id: str) -> ApiKey | None:
        """Give one."""

    async def put(self, key: ApiKey) -> None:
        """Add one, or keep one as changed."""

    async def holding(self) -> Sequence[ApiKey]:
        """Give all that are not revoked, oldest first."""


@dataclass(frozen=True, slots=True)
class Outside:
    """All of it, for one tenant and one unit of work."""

    tenant: str
    lifetimes: Lifetimes
    refresh_tokens: RefreshTokens
    clock: Clock
    chance: Chance
    passwords: Passwords
    signer: Signer
    sealer: Sealer
    cursors: Cursors
    voice: Voice
    tenant_book: TenantBook
    portals: Portals
    staff: Staff
    users: Users
    memberships: Memberships
    invitations: Invitations
    links: Links
    sessions: Sessions
    api_keys: ApiKeys
