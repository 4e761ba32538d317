"""Takes an invitation back."""

from contracts.identity.invitations import InvitationWithdrawn, WithdrawInvitation
from contracts.message import Nothing
from contracts.principal import Principal
from identity.domain.invitation import Invitation, InvitationState
from identity.domain.link import LinkState, Purpose
from identity.domain.refusal import NotFound
from identity.ports import Outside


async def withdraw_invitation(outside: Outside, request: WithdrawInvitation, _who: Principal) -> Nothing:
    """End its link, and any mail still waiting to go out. Once more changes nothing."""
    invitation = await outside.invitations.get(request.id)
    if invitation is None:
        raise NotFound
    await take_back(outside, invitation)
    return Nothing()


async def take_back(outside: Outside, invitation: Invitation) -> None:
    """Take it back, unless that was done. Raises ClosedInvitation where it was accepted."""
    if invitation.state is InvitationState.WITHDRAWN:
        return
    await outside.invitations.put([invitation.withdrawn()])
    await outside.links.close(Purpose.INVITATION, [invitation.id], LinkState.WITHDRAWN)
    outside.voice.emit(InvitationWithdrawn(invitation_id=invitation.id), f"invitations/{invitation.id}")
