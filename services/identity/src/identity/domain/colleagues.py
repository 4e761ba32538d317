"""Customers who manage the colleagues of their own account in one portal."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from identity.domain.membership import Membership
from identity.domain.portal import ClosedPortal, Portal
from identity.domain.refusal import Refusal
from identity.domain.rights import ADMIN, grantable, refuse_beyond

MAX_INVITED: Final = 100
"""Open invitations to one account in one portal that colleagues may have sent."""


class AdminNeeded(Refusal):
    """Colleagues are managed by admins only."""

    code = "identity.admin-needed"
    status = 403
    title = "Only an admin of your account may do this"

    def __init__(self) -> None:
        super().__init__("Ask a colleague who is an admin, or whoever invited you.")


class LastAdmin(Refusal):
    """An account without an admin could not make one."""

    code = "identity.last-admin"
    status = 409
    title = "You are the last admin of this account"

    def __init__(self) -> None:
        super().__init__("Give a colleague the role admin first.")


class TooManyInvited(Refusal):
    """The account has as many open invitations as it may have."""

    code = "identity.too-many-invited"
    status = 409
    title = "There are too many open invitations"

    def __init__(self) -> None:
        super().__init__(f"Take back one of the {MAX_INVITED} first.")


@dataclass(frozen=True, slots=True)
class Admin:
    """An admin at work: as what, and in which portal."""

    membership: Membership
    portal: Portal

    @property
    def grantable(self) -> tuple[str, ...]:
        """Give the roles that this admin may hand out."""
        return grantable(self.membership.roles, self.portal.rules)

    def refuse_beyond(self, roles: tuple[str, ...]) -> None:
        """Raise UnknownRoles, BeyondOwnRights where these roles are not this admin's to give."""
        self.portal.refuse_unknown(roles)
        refuse_beyond(roles, self.membership.roles, self.portal.rules)

    def manages(self, membership: Membership) -> bool:
        """Tell whether a membership is one of this admin's colleagues, themselves included."""
        return membership.active and membership.place == self.membership.place


def admin(membership: Membership, portal: Portal | None) -> Admin:
    """Give the admin that a membership makes of its user. Raises AdminNeeded, ClosedPortal."""
    if portal is None or not portal.open:
        raise ClosedPortal("It is switched off now.")
    if ADMIN not in portal.rules or not is_admin(membership):
        raise AdminNeeded
    return Admin(membership, portal)


def is_admin(membership: Membership) -> bool:
    """Tell whether a membership has the reserved role."""
    return membership.active and ADMIN in membership.roles


def refuse_without_admin(after: Membership, others: Iterable[Membership]) -> None:
    """Raise LastAdmin where neither the changed membership nor one of the others is an admin's."""
    if not is_admin(after) and not any(is_admin(each) for each in others if each.id != after.id):
        raise LastAdmin
