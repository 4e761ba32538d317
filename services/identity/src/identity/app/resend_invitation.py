"""Mails an invitation again, with a new link."""

from contracts.identity import invitations
from contracts.identity.invitations import ResendInvitation
from contracts.principal import Principal
from identity.app.sending import inviter_name, look_up, send
from identity.app.showing import invitation_shown
from identity.domain.portal import ClosedPortal
from identity.domain.refusal import NotFound
from identity.ports import Outside


async def resend_invitation(outside: Outside, request: ResendInvitation, who: Principal) -> invitations.Invitation:
    """Renew it; the old link stops working. An expired one holds again."""
    invitation = await outside.invitations.get(request.id)
    if invitation is None:
        raise NotFound
    now = outside.clock.now()
    invitation = invitation.renewed(await inviter_name(outside, who), now + outside.lifetimes.invitation)
    known = await look_up(outside, [invitation.portal], [invitation.email])
    portal = known.portals.get(invitation.portal)
    if portal is None or not portal.open:
        raise ClosedPortal
    await send(outside, [invitation], known)
    return invitation_shown(outside.tenant, invitation, now)
