"""Who is an admin of an account, and how admins see those they manage."""

from datetime import datetime

from contracts.identity.colleagues import Colleague, InvitedColleague
from contracts.principal import Principal
from identity.domain.colleagues import Admin, admin
from identity.domain.invitation import Invitation
from identity.domain.membership import Membership
from identity.domain.refusal import NotFound
from identity.domain.user import User
from identity.ports import Outside


async def admin_of(outside: Outside, who: Principal) -> Admin:
    """Give what the caller administers, as it is now. Raises AdminNeeded, ClosedPortal."""
    membership = await outside.memberships.get(who.membership)
    if membership is None:
        raise NotFound
    return admin(membership, await outside.portals.get(membership.portal))


async def admin_at_work(outside: Outside, who: Principal) -> Admin:
    """Give the same for a change: until it is done, nobody else changes colleagues of that account."""
    me = await admin_of(outside, who)
    await outside.accounts.hold(me.membership.account)
    return me


def colleague_shown(user: User, membership: Membership, me: Admin) -> Colleague:
    """Show a colleague to an admin."""
    return Colleague(
        id=membership.id,
        email=user.email,
        name=user.name,
        roles=membership.roles,
        state="active" if user.active else "deactivated",
        current=membership.id == me.membership.id,
        created_at=membership.created_at,
    )


def invited_shown(invitation: Invitation, now: datetime) -> InvitedColleague:
    """Show an open invitation to an admin."""
    return InvitedColleague(
        id=invitation.id,
        email=invitation.email,
        name=invitation.name,
        roles=invitation.roles,
        state=invitation.state_at(now).value,
        inviter=invitation.inviter,
        created_at=invitation.created_at,
        expires_at=invitation.expires_at,
    )
