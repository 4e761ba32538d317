"""What is kept of people: staff, users, what they are members of and invited to."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from identity.domain.invitation import Invitation, InvitationState
from identity.domain.membership import Membership, Place
from identity.domain.staff import StaffMember
from identity.domain.user import User


class Staff(Protocol):
    """Staff members."""

    async def get(self, staff_id: str) -> StaffMember | None:
        """Give one."""

    async def by_email(self, email: str) -> StaffMember | None:
        """Give the one with this address."""

    async def put(self, member: StaffMember) -> None:
        """Add one, or keep one as changed."""

    async def all(self) -> Sequence[StaffMember]:
        """Give all by folded address; at most `MAX_STAFF` and one."""

    async def remove(self, staff_id: str) -> None:
        """Take one away."""


class Users(Protocol):
    """Portal users."""

    async def get(self, user_id: str) -> User | None:
        """Give one."""

    async def by_email(self, email: str) -> User | None:
        """Give the one with this address."""

    async def by_emails(self, emails: Iterable[str]) -> Mapping[str, User]:
        """Give those with these addresses, by folded address."""

    async def some(self, ids: Iterable[str]) -> Mapping[str, User]:
        """Give those with these ids, by id."""

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

    async def page_at(self, place: Place, after: tuple[datetime, str] | None, limit: int) -> Sequence[Membership]:
        """Give those that hold at a place, oldest first, younger than `after` (created_at, id)."""

    async def of_account(self, account: str) -> Sequence[Membership]:
        """Give those of an account that hold, whatever the portal."""

    async def holding(self, after: str, limit: int) -> Sequence[Membership]:
        """Give those that hold, whosever they are, by id, from behind the id `after`."""

    async def with_role(self, place: Place, role: str) -> Sequence[Membership]:
        """Give those that hold at a place and have a role."""

    async def by_role(self, portal: str, limit: int) -> Mapping[str, int]:
        """Count those that hold in a portal by role, those without any by ""; of at most `limit`."""

    async def put(self, membership: Membership) -> None:
        """Add one, or keep one as changed."""


class Invitations(Protocol):
    """Invitations."""

    async def get(self, invitation_id: str) -> Invitation | None:
        """Give one."""

    async def open_for(self, emails: Iterable[str]) -> Sequence[Invitation]:
        """Give those to these folded addresses that are neither accepted nor withdrawn."""

    async def open_at(self, place: Place, limit: int) -> Sequence[Invitation]:
        """Give those to a place that are neither accepted nor withdrawn, newest first."""

    async def open_by_role(self, portal: str, limit: int) -> Mapping[str, int]:
        """Count those to a portal that are neither accepted nor withdrawn by role, those without by ""."""

    async def open_of_account(self, account: str) -> Sequence[Invitation]:
        """Give those to an account that are neither accepted nor withdrawn."""

    async def put(self, invitations: Sequence[Invitation]) -> None:
        """Add some, or keep them as changed."""

    async def to(self, email: str, limit: int) -> Sequence[Invitation]:
        """Give those to an address, in whatever state, newest first."""

    async def page(
        self, state: InvitationState | None, now: datetime, after: tuple[datetime, str] | None, limit: int
    ) -> Sequence[Invitation]:
        """Give invitations in a state, newest first, older than `after` (created_at, id)."""
