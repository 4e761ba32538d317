"""Doors for news of logins: what identity wants people to be mailed of."""

from typing import Final

from chassis.event_router import EventRouter
from contracts.identity.passwords import PasswordChanged, PasswordResetRequested
from contracts.identity.staff import StaffInvited
from notifications.app.context import Context
from notifications.app.queue_account_mail import queue_changed, queue_reset, queue_staff_invitation

router: Final[EventRouter[Context]] = EventRouter("notifications.accounts")


@router.on(PasswordResetRequested)
async def on_password_reset_requested(event: PasswordResetRequested, at: Context) -> None:
    """Queue the link's mail, where somebody has the address."""
    await queue_reset(event, at)


@router.on(PasswordChanged)
async def on_password_changed(event: PasswordChanged, at: Context) -> None:
    """Queue the notice."""
    await queue_changed(event, at)


@router.on(StaffInvited)
async def on_staff_invited(event: StaffInvited, at: Context) -> None:
    """Queue the link's mail."""
    await queue_staff_invitation(event, at)
