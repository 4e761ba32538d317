"""Colleagues: who else acts for the same account in the same portal, managed by those who have the role `admin`."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts.audited import Audited
from contracts.kinds import Email, Identifier, Instant, Language, Line, Name, Role
from contracts.message import Message, Nothing, Request, Who

_USER = frozenset({Who.USER})
Roles = Annotated[tuple[Role, ...], Field(max_length=20)]


class Colleague(Message):
    """A membership of the same portal and account. `state` is `active` or `deactivated`. Personal data."""

    id: Identifier
    email: Email
    name: Name
    roles: tuple[Role, ...]
    state: str
    current: bool
    created_at: Instant


class InvitedColleague(Message):
    """An invitation to the same portal and account. `state` is `invited` or `expired`. Personal data."""

    id: Identifier
    email: Email
    name: Name
    roles: tuple[Role, ...]
    state: str
    inviter: Line
    created_at: Instant
    expires_at: Instant


class Colleagues(Message):
    """A page of colleagues, oldest first, with every open invitation, and the roles that may be handed out."""

    items: tuple[Colleague, ...]
    invitations: tuple[InvitedColleague, ...]
    roles: tuple[Role, ...]
    next_cursor: str | None = None


class ListColleagues(Request[Colleagues], name="identity.list-colleagues.v1", effect="read", who=_USER):
    """List who acts for one's own account in this portal, and who is invited to. Needs the role `admin`."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    cursor: Annotated[str, Field(max_length=500)] | None = None


class InviteColleague(Request[InvitedColleague], name="identity.invite-colleague.v1", who=_USER):
    """Invite somebody to one's own portal and account, never with more rights than one's own. Needs the role `admin`.

    Once more, while the invitation is open: a new link by mail, as what is said now.
    """

    AUDIT: ClassVar[Audited] = Audited(kind="invitation", tells=("roles",))

    email: Email
    name: Name
    roles: Roles
    language: Language | None = None


class ChangeColleague(Request[Colleague], name="identity.change-colleague.v1", who=_USER):
    """Give a colleague other roles, never more rights than one's own; in force within 2 s. Needs the role `admin`."""

    AUDIT: ClassVar[Audited] = Audited(tells=("roles",))

    membership_id: Identifier
    roles: Roles


class RemoveColleague(Request[Nothing], name="identity.remove-colleague.v1", who=_USER):
    """End a colleague's membership within 2 s; the last admin stays. Needs the role `admin`."""

    membership_id: Identifier


class WithdrawColleague(Request[Nothing], name="identity.withdraw-colleague.v1", who=_USER):
    """Take back an open invitation to one's own portal and account. Needs the role `admin`."""

    AUDIT: ClassVar[Audited] = Audited(kind="invitation")

    id: Identifier
