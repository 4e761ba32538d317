"""Doors for news of invitations."""

from typing import Final

from chassis.event_router import EventRouter
from contracts.identity.invitations import InvitationCreated, InvitationWithdrawn
from notifications.app.context import Context
from notifications.app.queue_invitation import queue_invitation
from notifications.app.withdraw_invitation import withdraw_invitation

router: Final[EventRouter[Context]] = EventRouter("notifications.invitations")


@router.on(InvitationCreated)
async def on_invitation_created(event: InvitationCreated, at: Context) -> None:
    """Queue its mail."""
    await queue_invitation(event, at)


@router.on(InvitationWithdrawn)
async def on_invitation_withdrawn(event: InvitationWithdrawn, at: Context) -> None:
    """Take its mail back, where it has not gone out."""
    await withdraw_invitation(event, at)
