"""Queues the mail of an invitation: once, and only while it is the newest."""

from contracts.identity.invitations import InvitationCreated
from notifications.app.context import Context
from notifications.domain.mail import Invited, Mail, mail_id
from notifications.domain.refusal import ForeignPortal


async def queue_invitation(event: InvitationCreated, at: Context) -> None:
    """Keep a mail to send in the place of any earlier one that still waits. Raises ForeignPortal."""
    if not event.portal.startswith(f"{at.tenant}/"):
        raise ForeignPortal
    known = await at.invitations.find(event.invitation_id)
    if not known.wants(event.attempt):
        return
    now = at.now()
    await at.invitations.put(known.at(event.attempt), now)
    await at.mails.drop_waiting(event.invitation_id, "replaced", now)
    mail = Mail(
        id=mail_id(at.tenant, event.invitation_id, event.attempt),
        invitation_id=event.invitation_id,
        attempt=event.attempt,
        invited=_invited(event),
        sealed_token=event.sealed_token,
        created_at=now,
    )
    await at.mails.add(mail)


def _invited(event: InvitationCreated) -> Invited:
    return Invited(
        portal=event.portal,
        portal_name=event.portal_name,
        tenant_name=event.tenant_name,
        language=event.language,
        existing_user=event.existing_user,
        expires_at=event.expires_at,
        email=event.person.email,
        name=event.person.name,
        inviter=event.person.inviter,
        by_colleague=event.by_colleague,
    )
