"""Signing in, staying signed in, signing out: users and staff."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from contracts.audited import Audited
from contracts.kinds import (
    AnyPassword,
    Email,
    Identifier,
    Key,
    Language,
    Name,
    Password,
    PortalName,
    Role,
    TenantName,
    Token,
)
from contracts.message import Message, Nothing, Request, Who

_ANYONE = frozenset({Who.ANYONE})
_SIGNED_IN = frozenset({Who.USER, Who.STAFF})


class User(Message):
    """A person who logs in to portals. Personal data."""

    id: Identifier
    email: Email
    name: Name


class Membership(Message):
    """User x portal x account x roles: what somebody is signed in as."""

    id: Identifier
    portal: PortalName
    portal_name: Name
    account_id: Key
    account_name: Name | None = None
    contact_id: Key | None = None
    roles: tuple[Role, ...] = ()


class Tokens(Message):
    """An access token (5 minutes) and the refresh token that gets the next one. `expires_in` in seconds."""

    access_token: str
    refresh_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  the scheme's name, RFC 6750
    expires_in: int


class SignedIn(Tokens):
    """A user is signed in as a membership."""

    user: User
    membership: Membership


class StaffMember(Message):
    """An employee of the tenant with a console login. Personal data."""

    id: Identifier
    tenant: TenantName
    email: Email
    name: Name
    roles: tuple[Role, ...]


class StaffSignedIn(Tokens):
    """A staff member is signed in."""

    staff: StaffMember


class SignIn(Request[SignedIn], name="identity.sign-in.v1", who=_ANYONE, credentials=True):
    """Sign in to a portal with e-mail address and password."""

    portal: PortalName
    email: Email
    password: AnyPassword


class RefreshSession(Request[Tokens], name="identity.refresh-session.v1", who=_ANYONE, credentials=True):
    """Get the next access and refresh token. A refresh token used twice ends the whole family."""

    AUDIT: ClassVar[Audited] = Audited(done=False)

    refresh_token: Token


class SignOut(Request[Nothing], name="identity.sign-out.v1", who=_SIGNED_IN):
    """End the session that makes the call, on every replica within 2 s."""


class SignInStaff(Request[StaffSignedIn], name="identity.sign-in-staff.v1", who=_ANYONE, credentials=True):
    """Sign in to the console with tenant, e-mail address and password."""

    tenant: TenantName
    email: Email
    password: AnyPassword


class ActivateStaff(Request[StaffSignedIn], name="identity.activate-staff.v1", who=_ANYONE, credentials=True):
    """Set the first password of a staff member with the one-time token of their link.

    `language` is how they read from then on; left out, it is what they were invited in.
    """

    token: Token
    password: Password
    name: Annotated[Name, Field(description="How colleagues see this person")]
    language: Language | None = None
