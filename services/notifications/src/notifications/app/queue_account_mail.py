"""Queues mails about logins: a link to a new password, that it was changed, a link to the console."""

from contracts.identity.passwords import PasswordChanged, PasswordResetRequested
from contracts.identity.staff import StaffInvited
from notifications.app.context import Context
from notifications.domain.account_mail import About, AccountMail, Kind
from notifications.domain.mail import mail_id
from notifications.domain.refusal import ForeignPortal

FIRST = 1
RESET_PATH, STAFF_RESET_PATH, ACTIVATION_PATH = "/p/{portal}/reset/", "/console/reset/", "/console/activate/"


async def queue_reset(event: PasswordResetRequested, at: Context) -> None:
    """Keep the link's mail to send; nothing where nobody has the address. Raises ForeignPortal."""
    _refuse_foreign(event.portal, at)
    if event.person is None:
        return
    about = About(
        tenant_name=event.tenant_name,
        portal_name=event.portal_name or "",
        language=event.language,
        path=RESET_PATH.format(portal=event.portal) if event.portal else STAFF_RESET_PATH,
        at=event.expires_at,
        email=event.person.email,
        name=event.person.name,
    )
    await _queue(Kind.RESET, event.request_id, about, event.sealed_token, at)


async def queue_changed(event: PasswordChanged, at: Context) -> None:
    """Keep the notice to send. Raises ForeignPortal."""
    _refuse_foreign(event.portal, at)
    about = About(
        tenant_name=event.tenant_name,
        portal_name=event.portal_name or "",
        language=event.language,
        path="",
        at=event.at,
        email=event.person.email,
        name=event.person.name,
    )
    await _queue(Kind.CHANGED, event.change_id, about, "", at)


async def queue_staff_invitation(event: StaffInvited, at: Context) -> None:
    """Keep the link's mail to send."""
    about = About(
        tenant_name=event.tenant_name,
        portal_name="",
        language=event.language,
        path=ACTIVATION_PATH,
        at=event.expires_at,
        email=event.person.email,
        name=event.person.name,
        inviter=event.person.inviter,
    )
    await _queue(Kind.STAFF, event.request_id, about, event.sealed_token, at)


async def _queue(kind: Kind, subject_id: str, about: About, sealed_token: str, at: Context) -> None:
    name = mail_id(at.tenant, subject_id, FIRST)
    await at.account_mails.add(AccountMail(name, kind, subject_id, about, sealed_token, at.now()))


def _refuse_foreign(portal: str | None, at: Context) -> None:
    if portal is not None and not portal.startswith(f"{at.tenant}/"):
        raise ForeignPortal
