"""User x portal x account x roles: what somebody is signed in as."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from identity.domain.refusal import Refusal

MAX_OF_USER: Final = 100
"""Memberships of one user, those that ended included."""


class AlreadyMember(Refusal):
    """The user acts for this account in this portal already."""

    code = "identity.already-member"
    status = 409
    title = "This user acts for this account there already"

    def __init__(self) -> None:
        super().__init__("Change the roles of that membership.")


class EndedMembership(Refusal):
    """It was the caller's own, and was taken back."""

    code = "identity.membership-ended"
    status = 409
    title = "You no longer act for this account there"

    def __init__(self) -> None:
        super().__init__("Whoever gave it to you can tell why; what else you may act as is listed.")


class TooManyMemberships(Refusal):
    """The user has as many as one may have."""

    code = "identity.too-many-memberships"
    status = 409
    title = "This user has too many memberships"

    def __init__(self) -> None:
        super().__init__(f"One user has {MAX_OF_USER} at most, those that ended included.")


@dataclass(frozen=True, slots=True)
class Place:
    """What a user has one membership for, at most."""

    portal: str
    account: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A user may act for an account in a portal. `portal` is its slug; `contact` the person's id in the backoffice.

    `revision` rises with whatever changes what it allows: tokens say it, and others order what they hear by it.
    """

    id: str
    user: str
    portal: str
    account: str
    contact: str | None
    roles: tuple[str, ...]
    created_at: datetime
    active: bool = True
    revision: int = 1

    @property
    def place(self) -> Place:
        """Give what it is for."""
        return Place(self.portal, self.account)

    def holding(self, contact: str | None, roles: Sequence[str]) -> "Membership":
        """Give it as one that holds with this contact and these roles: itself, where it does already."""
        roles = tuple(dict.fromkeys(roles))
        if (self.active, self.contact, set(self.roles)) == (True, contact, set(roles)):
            return self
        return replace(self, active=True, contact=contact, roles=roles, revision=self.revision + 1)

    def ended(self) -> "Membership":
        """Give it as ended: itself, where it has ended already."""
        return replace(self, active=False, revision=self.revision + 1) if self.active else self
