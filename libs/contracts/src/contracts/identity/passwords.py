"""Forgotten, reset and changed passwords, of users and of staff. No answer tells whether an address exists."""

from typing import Literal

from contracts.kinds import (
    AnyPassword,
    Email,
    Identifier,
    Instant,
    Language,
    Name,
    Password,
    PortalName,
    TenantName,
    Token,
)
from contracts.message import Event, Message, Nothing, Request, Who

_ANYONE = frozenset({Who.ANYONE})
Holder = Literal["user", "staff"]


class ForgotPassword(Request[Nothing], name="identity.forgot-password.v1", who=_ANYONE, credentials=True):
    """Ask for a link by mail that sets a new password. The answer is the same whether the address exists."""

    portal: PortalName
    email: Email


class ForgotStaffPassword(Request[Nothing], name="identity.forgot-staff-password.v1", who=_ANYONE, credentials=True):
    """Ask for a link by mail that sets a new console password. The answer is the same whether the address exists."""

    tenant: TenantName
    email: Email


class PasswordLink(Message):
    """What a mailed link does: `reset` a password, or `activate` a staff member. `portal` where it is a user's."""

    purpose: Literal["reset", "activate"]
    holder: Holder
    tenant: TenantName
    tenant_name: Name
    portal: PortalName | None = None
    portal_name: Name | None = None
    email: Email
    name: Name
    language: Language
    expires_at: Instant


class ShowPasswordLink(Request[PasswordLink], name="identity.show-password-link.v1", effect="read", who=_ANYONE):
    """Look at a mailed link that sets a password. Changes nothing, however often a mail scanner follows it."""

    token: Token


class ResetPassword(Request[Nothing], name="identity.reset-password.v1", who=_ANYONE, credentials=True):
    """Set a new password with the token of a mailed link, once. Ends every session, opens none, and tells by mail."""

    token: Token
    password: Password


class ChangePassword(
    Request[Nothing], name="identity.change-password.v1", who=frozenset({Who.USER, Who.STAFF}), credentials=True
):
    """Change one's own password. Ends every other session, and tells by mail."""

    current: AnyPassword
    new: Password


class PasswordPerson(Message):
    """Personal data of whoever's password it is, apart so that it can be found and forgotten."""

    email: Email
    name: Name


class PasswordResetRequested(Event, name="identity.password-reset.requested.v1"):
    """Somebody asked for a reset link. Without a `person` nobody has that address: there is no mail to send.

    `sealed_token` only notifications can open. `portal` where a user asked.
    """

    request_id: Identifier
    holder: Holder
    tenant_name: Name
    portal: PortalName | None = None
    portal_name: Name | None = None
    language: Language
    expires_at: Instant
    sealed_token: str
    person: PasswordPerson | None = None


class PasswordChanged(Event, name="identity.password.changed.v1"):
    """A password was set by its owner. `how` says by a mailed link, or with the one before."""

    change_id: Identifier
    holder: Holder
    subject_id: Identifier
    how: Literal["reset", "change"]
    at: Instant
    tenant_name: Name
    portal: PortalName | None = None
    portal_name: Name | None = None
    language: Language
    person: PasswordPerson
