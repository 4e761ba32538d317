"""An employee of the tenant with a console login; never the same login as a user's."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from identity.domain.refusal import Refusal
from identity.domain.user import Preferences

OWNER: Final = "owner"
MAX_STAFF: Final = 200
AS_USUAL: Final = Preferences("en", "UTC", "yyyy-MM-dd", "24h", None)
"""How staff read who have not said otherwise."""


class LastOwner(Refusal):
    """A tenant without an owner could never have one again."""

    code = "identity.last-owner"
    status = 409
    title = "This is the last owner"

    def __init__(self) -> None:
        super().__init__("Make somebody else an owner first.")


class StaffKnown(Refusal):
    """The address has a console login already."""

    code = "identity.staff-known"
    status = 409
    title = "This address has a login already"

    def __init__(self) -> None:
        super().__init__("Change that login, or let it in again.")


class TooManyStaff(Refusal):
    """The tenant has as many as it may have."""

    code = "identity.too-many-staff"
    status = 409
    title = "There are too many staff members"

    def __init__(self) -> None:
        super().__init__(f"Remove one of the {MAX_STAFF} first.")


class StaffState(StrEnum):
    """Invited until the first password is set."""

    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A staff member. `password` is the Argon2id hash, None until activated; `credential` counts those there were."""

    id: str
    email: str
    name: str
    roles: tuple[str, ...]
    state: StaffState
    created_at: datetime
    password: str | None = None
    credential: int = 0
    preferences: Preferences = AS_USUAL

    @property
    def active(self) -> bool:
        """Tell whether this person may sign in."""
        return self.state is StaffState.ACTIVE

    @property
    def owns(self) -> bool:
        """Tell whether this person can act as an owner now."""
        return self.active and OWNER in self.roles

    def changed(self, name: str | None, roles: tuple[str, ...] | None, *, active: bool | None) -> "StaffMember":
        """Give it with what is said changed; who is let in again without a password is invited once more."""
        state = self.state
        if active is False:
            state = StaffState.DEACTIVATED
        elif active and state is StaffState.DEACTIVATED:
            state = StaffState.ACTIVE if self.password else StaffState.INVITED
        unique = tuple(dict.fromkeys(roles)) if roles is not None else self.roles
        return replace(self, name=name or self.name, roles=unique, state=state)


def refuse_without_owner(before: StaffMember, after: StaffMember | None, everybody: Iterable[StaffMember]) -> None:
    """Raise LastOwner where nobody would own the tenant after a change, or a removal (`after` is None)."""
    stays = after is not None and after.owns
    if before.owns and not stays and not any(each.owns for each in everybody if each.id != before.id):
        raise LastOwner
