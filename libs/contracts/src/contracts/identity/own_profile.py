"""A staff member as they see themselves: name, language and how they read dates and numbers."""

from typing import ClassVar, get_args

from contracts.audited import Audited
from contracts.identity.invitations import DateFormat, TimeFormat, TimeZone
from contracts.identity.staff import StaffRole
from contracts.kinds import Country, Email, Identifier, Language, Name
from contracts.message import Message, Request, Who

_STAFF = frozenset({Who.STAFF})
_EVERYBODY = frozenset(get_args(StaffRole))


class OwnProfile(Message):
    """A staff member to themselves. Personal data."""

    id: Identifier
    email: Email
    name: Name
    roles: tuple[StaffRole, ...]
    language: Language
    time_zone: TimeZone
    date_format: DateFormat
    time_format: TimeFormat
    country: Country | None = None


class ShowOwnProfile(
    Request[OwnProfile], name="identity.show-own-profile.v1", effect="read", who=_STAFF, roles=_EVERYBODY
):
    """Show which staff member is signed in, and how they read."""


class ChangeOwnProfile(Request[OwnProfile], name="identity.change-own-profile.v1", who=_STAFF, roles=_EVERYBODY):
    """Change one's own profile as staff; what is left out stays. Roles are an owner's to change."""

    AUDIT: ClassVar[Audited] = Audited(kind="staff")

    name: Name | None = None
    language: Language | None = None
    time_zone: TimeZone | None = None
    date_format: DateFormat | None = None
    time_format: TimeFormat | None = None
    country: Country | None = None
