"""Users and their memberships: as they see themselves, as staff see them, and what is said when they change."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from contracts.audited import Audited
from contracts.identity.invitations import DateFormat, TimeFormat, TimeZone
from contracts.identity.sessions import Membership, SignedIn
from contracts.kinds import Country, Email, Identifier, Instant, Key, Language, Name, PortalName, Role, Slug
from contracts.message import Event, Message, Nothing, Request, Who
from contracts.portal_config.notices import TermsVersion

_USER = frozenset({Who.USER})
_STAFF = frozenset({Who.STAFF, Who.SYSTEM})
PEOPLE_ROLES = frozenset({"owner", "designer", "support"})
Roles = Annotated[tuple[Role, ...], Field(max_length=20)]


class TermsAccepted(Message):
    """The version of a portal's terms that is in force, and when this user accepted it: null where they did not yet."""

    version: TermsVersion
    accepted_at: Instant | None


class Profile(Message):
    """A user as they see themselves, and how they stand to this portal's terms, where it has any. Personal data."""

    id: Identifier
    email: Email
    name: Name
    language: Language
    time_zone: TimeZone
    date_format: DateFormat
    time_format: TimeFormat
    country: Country | None = None
    membership: Membership
    terms: TermsAccepted | None = None


class ShowMe(Request[Profile], name="identity.show-me.v1", effect="read", who=_USER):
    """Show who is signed in, and as which membership."""


class ChangeMe(Request[Profile], name="identity.change-me.v1", who=_USER):
    """Change one's own profile; what is left out stays."""

    AUDIT: ClassVar[Audited] = Audited(kind="user")

    name: Name | None = None
    language: Language | None = None
    time_zone: TimeZone | None = None
    date_format: DateFormat | None = None
    time_format: TimeFormat | None = None
    country: Country | None = None


class AcceptTerms(Request[TermsAccepted], name="identity.accept-terms.v1", who=_USER):
    """Accept the terms of one's portal. Refused unless `version` is the one in force; the first date stays."""

    AUDIT: ClassVar[Audited] = Audited(kind="terms", field="version", tells=("version",))

    version: TermsVersion


class Memberships(Message):
    """All that one user may act as; the switcher's list. `current` is the id of the one that asks."""

    items: tuple[Membership, ...]
    current: Identifier | None = None


class ListMemberships(Request[Memberships], name="identity.list-memberships.v1", effect="read", who=_USER):
    """List one's own memberships."""


class SwitchMembership(Request[SignedIn], name="identity.switch-membership.v1", who=_USER, credentials=True):
    """Act as another of one's own memberships, without signing in again."""

    membership_id: Identifier


class PortalUser(Message):
    """A user as staff see them. Personal data."""

    id: Identifier
    email: Email
    name: Name
    state: Literal["active", "deactivated"]
    memberships: tuple[Membership, ...]
    created_at: datetime


class Users(Message):
    """A page of users by e-mail address."""

    items: tuple[PortalUser, ...]
    next_cursor: str | None = None


class ListUsers(
    Request[Users], name="identity.list-users.v1", effect="read", who=_STAFF, roles=PEOPLE_ROLES, scope="invitations"
):
    """List the tenant's portal users."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    cursor: Annotated[str, Field(max_length=500)] | None = None


class ChangeUser(
    Request[PortalUser], name="identity.change-user.v1", who=_STAFF, roles=PEOPLE_ROLES, scope="invitations"
):
    """Deactivate a user (every session ends within 2 s) or let them in again."""

    AUDIT: ClassVar[Audited] = Audited(tells=("active",))

    id: Identifier
    active: bool


class GrantMembership(
    Request[Membership], name="identity.grant-membership.v1", who=_STAFF, roles=PEOPLE_ROLES, scope="invitations"
):
    """Let an existing user act for one more account in a portal, without an invitation. One that ended holds again."""

    AUDIT: ClassVar[Audited] = Audited(kind="user", tells=("roles",))

    id: Identifier
    portal: Slug
    account_id: Key
    contact_id: Key | None = None
    roles: Roles = ()


class ChangeMembership(
    Request[Membership], name="identity.change-membership.v1", who=_STAFF, roles=PEOPLE_ROLES, scope="invitations"
):
    """Change a membership's roles or contact, in force within 2 s; what is left out stays."""

    AUDIT: ClassVar[Audited] = Audited(field="membership_id", tells=("roles",))

    id: Identifier
    membership_id: Identifier
    roles: Roles | None = None
    contact_id: Key | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "ChangeMembership":
        if self.roles is None and "contact_id" not in self.model_fields_set:
            raise ValueError("say what to change: roles or contact_id")
        return self


class RevokeMembership(
    Request[Nothing], name="identity.revoke-membership.v1", who=_STAFF, roles=PEOPLE_ROLES, scope="invitations"
):
    """End a membership, within 2 s: sessions that are in it too. The user stays, and what else they are member of."""

    AUDIT: ClassVar[Audited] = Audited(field="membership_id")

    id: Identifier
    membership_id: Identifier


class MembershipGranted(Event, name="identity.membership.granted.v1"):
    """A user may act for an account in a portal."""

    membership_id: Identifier
    user_id: Identifier
    portal: PortalName
    account_id: Key
    contact_id: Key | None
    roles: tuple[Role, ...]
    revision: Annotated[int, Field(ge=1)] = 1


class MembershipChanged(Event, name="identity.membership.changed.v1"):
    """A membership is other than before: its roles or its contact. `revision` rises with each change of it."""

    membership_id: Identifier
    user_id: Identifier
    portal: PortalName
    account_id: Key
    contact_id: Key | None
    roles: tuple[Role, ...]
    revision: Annotated[int, Field(ge=2)]


class MembershipRevoked(Event, name="identity.membership.revoked.v1", public=True):
    """A user may no longer act for an account in a portal; a later grant of the same has a higher revision."""

    membership_id: Identifier
    user_id: Identifier
    portal: PortalName
    account_id: Key
    revision: Annotated[int, Field(ge=2)]


class UserActivatedPerson(Message):
    """Personal data of an activation."""

    email: Email
    name: Name


class UserActivated(Event, name="identity.user.activated.v1", public=True):
    """An invited person has accepted and can sign in."""

    user_id: Identifier
    membership_id: Identifier
    portal: PortalName
    account_id: Key
    contact_id: Key | None
    person: UserActivatedPerson


class Revoked(Event, name="identity.session.revoked.v1", broadcast=True):
    """Tokens of this session, membership, user, staff member or key made at or before `at` no longer hold.

    With a `revision`, said of a membership, those that say a lower one no longer hold, whenever they were made.
    """

    kind: Literal["session", "membership", "user", "staff", "key"]
    id: Identifier
    at: Instant
    revision: Annotated[int, Field(ge=2)] | None = None
