"""Inviting a contact to a portal, and accepting: the invitation acts only on POST and never replaces a password."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from contracts.audited import Audited
from contracts.identity.sessions import SignedIn
from contracts.kinds import (
    AnyPassword,
    Country,
    Email,
    Identifier,
    Key,
    Language,
    Line,
    Name,
    PortalName,
    Role,
    Slug,
    Token,
)
from contracts.message import Event, Message, Nothing, Request, Who

MAX_INVITATIONS = 200
InvitationState = Literal["invited", "accepted", "withdrawn", "expired"]
_INVITERS = frozenset({Who.STAFF, Who.SYSTEM})
_INVITER_ROLES = frozenset({"owner", "designer", "support"})


def _known_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (LookupError, ValueError, OSError) as error:
        raise ValueError("must be a time zone such as Europe/Berlin") from error


TimeZone = Annotated[
    str,
    Field(max_length=64, pattern=r"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$"),
    AfterValidator(_known_zone),
]
DateFormat = Literal[
    "dd.MM.yyyy", "d.M.yyyy", "dd/MM/yyyy", "d/M/yyyy", "MM/dd/yyyy", "M/d/yyyy", "dd-MM-yyyy", "yyyy-MM-dd"
]
"""Patterns of Unicode TR 35, the same that a portal's defaults may name."""
TimeFormat = Literal["24h", "12h"]


class Invitee(Message):
    """Whom to invite as what. The account need not be known yet. `portal` is a slug of the inviter's tenant."""

    portal: Slug
    email: Email
    name: Name
    account_id: Key
    contact_id: Key | None = None
    roles: Annotated[tuple[Role, ...], Field(max_length=20)] = ()
    language: Language | None = None


class Invitation(Message):
    """An invitation as staff see it. Personal data."""

    id: Identifier
    portal: PortalName
    email: Email
    name: Name
    account_id: Key
    contact_id: Key | None = None
    roles: tuple[Role, ...] = ()
    state: InvitationState
    expires_at: datetime
    created_at: datetime


class Invitations(Message):
    """A page of invitations, newest first."""

    items: tuple[Invitation, ...]
    next_cursor: str | None = None


class CreateInvitations(
    Request[Invitations],
    name="identity.create-invitations.v1",
    who=_INVITERS,
    roles=_INVITER_ROLES,
    scope="invitations",
):
    """Invite one person (`portal`, `email`, `name`, `account_id` …) or many (`invitations`): all of them, or none.

    Inviting somebody whose invitation to the same portal and account is still open renews it: a new link by mail, as
    what is said now; the old link stops working.
    """

    AUDIT: ClassVar[Audited] = Audited(kind="invitation")

    invitations: Annotated[tuple[Invitee, ...], Field(max_length=MAX_INVITATIONS)] = ()
    portal: Slug | None = None
    email: Email | None = None
    name: Name | None = None
    account_id: Key | None = None
    contact_id: Key | None = None
    roles: Annotated[tuple[Role, ...], Field(max_length=20)] = ()
    language: Language | None = None

    @model_validator(mode="after")
    def _one_or_many(self) -> "CreateInvitations":
        self.invitees()
        return self

    def invitees(self) -> tuple[Invitee, ...]:
        """Give everybody to invite, whichever way they were named."""
        if self.invitations:
            return self.invitations
        return (Invitee.model_validate(self.model_dump(exclude={"invitations"}, exclude_none=True)),)


class ListInvitations(
    Request[Invitations],
    name="identity.list-invitations.v1",
    effect="read",
    who=_INVITERS,
    roles=_INVITER_ROLES,
    scope="invitations",
):
    """List the tenant's invitations, newest first, by state."""

    state: InvitationState | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    cursor: Annotated[str, Field(max_length=500)] | None = None


class ResendInvitation(
    Request[Invitation], name="identity.resend-invitation.v1", who=_INVITERS, roles=_INVITER_ROLES, scope="invitations"
):
    """Mail an invitation again with a new link; the old link stops working."""

    id: Identifier


class WithdrawInvitation(
    Request[Nothing], name="identity.withdraw-invitation.v1", who=_INVITERS, roles=_INVITER_ROLES, scope="invitations"
):
    """Take an invitation back; its link stops working."""

    id: Identifier


class ProfileDefaults(Message):
    """What the accept page is filled in with: the portal's defaults."""

    language: Language = "en"
    time_zone: TimeZone = "UTC"
    date_format: DateFormat = "yyyy-MM-dd"
    time_format: TimeFormat = "24h"
    country: Country | None = None


class InvitationPreview(Message):
    """What an invitation says before it is accepted. `sign_in` where the address has a user already."""

    portal: PortalName
    portal_name: Name
    inviter: Line
    email: Email
    name: Name
    defaults: ProfileDefaults
    sign_in: bool
    expires_at: datetime


class ShowInvitation(
    Request[InvitationPreview], name="identity.show-invitation.v1", effect="read", who=frozenset({Who.ANYONE})
):
    """Look at an invitation. Changes nothing, however often a mail scanner follows the link."""

    token: Token


class AcceptInvitation(
    Request[SignedIn], name="identity.accept-invitation.v1", who=frozenset({Who.ANYONE, Who.USER}), credentials=True
):
    """Accept an invitation.

    A new user sets `password` and profile. An existing user sends their Bearer token or their current password as
    `password`: only the membership is added, an invitation never replaces a password.
    """

    token: Token
    password: AnyPassword | None = None
    name: Name | None = None
    language: Language | None = None
    time_zone: TimeZone | None = None
    date_format: DateFormat | None = None
    time_format: TimeFormat | None = None
    country: Country | None = None


class InvitedPerson(Message):
    """Personal data of an invitation, apart so that it can be found and forgotten."""

    email: Email
    name: Name
    inviter: Line


class InvitationCreated(Event, name="identity.invitation.created.v1"):
    """Somebody is invited, or again. `sealed_token` only notifications can open.

    `by_colleague` where a customer invites somebody of their own account.
    """

    invitation_id: Identifier
    attempt: int
    portal: PortalName
    portal_name: Name
    tenant_name: Name
    language: Language
    expires_at: datetime
    sealed_token: str
    existing_user: bool
    by_colleague: bool = False
    person: InvitedPerson


class InvitationWithdrawn(Event, name="identity.invitation.withdrawn.v1"):
    """An invitation no longer holds: a mail still waiting to go out is not sent."""

    invitation_id: Identifier
