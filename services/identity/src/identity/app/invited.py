"""Gives what an invitation's token stands for, to look at and to accept alike."""

from dataclasses import dataclass

from identity.app.links import open_link
from identity.domain.invitation import Invitation
from identity.domain.link import Link, Purpose, UnknownLink
from identity.domain.portal import ClosedPortal, Portal
from identity.domain.user import User
from identity.ports import Outside


@dataclass(frozen=True, slots=True)
class Invited:
    """An open invitation to an open portal; `user` where the address has one already."""

    link: Link
    invitation: Invitation
    portal: Portal
    user: User | None


async def open_invitation(outside: Outside, token: str) -> Invited:
    """Open it, and change nothing. Raises what says why it does not hold."""
    link = await open_link(outside, Purpose.INVITATION, token)
    invitation = await outside.invitations.get(link.subject)
    if invitation is None:
        raise UnknownLink
    portal = await outside.portals.get(invitation.portal)
    if portal is None or not portal.open:
        raise ClosedPortal
    return Invited(link, invitation, portal, await outside.users.by_email(invitation.email))
