"""Staff members and their roles, managed by owners."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from contracts.audited import Audited
from contracts.kinds import Email, Identifier, Instant, Language, Line, Name
from contracts.message import Event, Message, Nothing, Request, Who

_STAFF = frozenset({Who.STAFF})
_OWNER = frozenset({"owner"})
StaffRole = Literal["owner", "designer", "support", "finance", "auditor"]
StaffRoles = Annotated[tuple[StaffRole, ...], Field(min_length=1, max_length=5)]


class StaffEntry(Message):
    """A staff member as owners see them. Personal data."""

    id: Identifier
    email: Email
    name: Name
    roles: tuple[StaffRole, ...]
    state: Literal["invited", "active", "deactivated"]
    created_at: Instant


class StaffEntries(Message):
    """All staff members by e-mail address."""

    items: tuple[StaffEntry, ...]


class ListStaff(Request[StaffEntries], name="identity.list-staff.v1", effect="read", who=_STAFF, roles=_OWNER):
    """List the tenant's staff."""


class InviteStaff(Request[StaffEntry], name="identity.invite-staff.v1", who=_STAFF, roles=_OWNER):
    """Invite somebody to the console: a one-time link by mail. Once more, before they came: a new link."""

    AUDIT: ClassVar[Audited] = Audited(tells=("roles",))

    email: Email
    name: Name
    roles: StaffRoles
    language: Language = "en"


class ChangeStaff(Request[StaffEntry], name="identity.change-staff.v1", who=_STAFF, roles=_OWNER):
    """Change name or roles, deactivate (every session ends within 2 s) or let in again; what is left out stays.

    The last active owner stays one.
    """

    AUDIT: ClassVar[Audited] = Audited(tells=("roles", "state"))

    id: Identifier
    name: Name | None = None
    roles: StaffRoles | None = None
    active: bool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "ChangeStaff":
        if self.name is None and self.roles is None and self.active is None:
            raise ValueError("say what to change: name, roles or active")
        return self


class RemoveStaff(Request[Nothing], name="identity.remove-staff.v1", who=_STAFF, roles=_OWNER):
    """Remove a staff member: login, links and sessions. The last active owner stays."""

    id: Identifier


class InvitedStaffPerson(Message):
    """Personal data of an invitation to the console, apart so that it can be found and forgotten."""

    email: Email
    name: Name
    inviter: Line


class StaffInvited(Event, name="identity.staff.invited.v1"):
    """Somebody is invited to the console, or again. `sealed_token` only notifications can open."""

    request_id: Identifier
    staff_id: Identifier
    tenant_name: Name
    language: Language
    expires_at: Instant
    sealed_token: str
    person: InvitedStaffPerson
