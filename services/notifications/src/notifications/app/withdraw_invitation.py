"""Takes back the mail of an invitation, where it has not gone out."""

from contracts.identity.invitations import InvitationWithdrawn
from notifications.app.context import Context


async def withdraw_invitation(event: InvitationWithdrawn, at: Context) -> None:
    """Drop what waits, and remember it for news of the invitation that arrive late."""
    now = at.now()
    known = await at.invitations.find(event.invitation_id)
    await at.invitations.put(known.taken_back(), now)
    await at.mails.drop_waiting(event.invitation_id, "withdrawn", now)
