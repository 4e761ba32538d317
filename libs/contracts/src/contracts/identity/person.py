"""One portal user as staff see them whole: memberships, sessions, invitations; and ending their sessions."""

from typing import ClassVar

from contracts.audited import Audited
from contracts.identity.invitations import Invitation
from contracts.identity.people import PEOPLE_ROLES, PortalUser
from contracts.kinds import Identifier, Instant, Language, Line
from contracts.message import Message, Nothing, Request, Who

_STAFF = frozenset({Who.STAFF, Who.SYSTEM})
MAX_INVITED = 20
"""Invitations of one person that an answer tells of."""


class PersonSession(Message):
    """One sign-in of a user on one device, as whichever membership it is in now.

    `last_seen_at` is when it last got an access token, so up to five minutes old.
    """

    id: Identifier
    device: Line
    membership_id: Identifier | None
    started_at: Instant
    last_seen_at: Instant
    expires_at: Instant


class Person(Message):
    """A user, whole. Personal data.

    `sessions` are those that hold, the one last seen first, at most 100; `invitations` the newest 20 to this address.
    `last_seen_at` is null where they were not here for as long as sessions are kept.
    """

    user: PortalUser
    language: Language
    last_seen_at: Instant | None
    sessions: tuple[PersonSession, ...]
    invitations: tuple[Invitation, ...]


class ShowPerson(
    Request[Person],
    name="identity.show-person.v1",
    effect="read",
    who=_STAFF,
    roles=PEOPLE_ROLES,
    scope="invitations",
):
    """Show one of the tenant's portal users: memberships that hold, sessions that hold, invitations."""

    id: Identifier


class EndPersonSession(
    Request[Nothing], name="identity.end-person-session.v1", who=_STAFF, roles=PEOPLE_ROLES, scope="invitations"
):
    """Sign a user out on one device, on every replica within 2 s."""

    AUDIT: ClassVar[Audited] = Audited(kind="user")

    id: Identifier
    session_id: Identifier


class EndPersonSessions(
    Request[Nothing], name="identity.end-person-sessions.v1", who=_STAFF, roles=PEOPLE_ROLES, scope="invitations"
):
    """Sign a user out everywhere, within 2 s. They may sign in again."""

    AUDIT: ClassVar[Audited] = Audited(kind="user")

    id: Identifier
