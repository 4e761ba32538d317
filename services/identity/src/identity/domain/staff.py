"""An employee of the tenant with a console login; never the same login as a user's."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

OWNER: Final = "owner"


class StaffState(StrEnum):
    """Invited until the first password is set."""

    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A staff member. `password` is the Argon2id hash, None until activated."""

    id: str
    email: str
    name: str
    roles: tuple[str, ...]
    state: StaffState
    created_at: datetime
    password: str | None = None

    @property
    def active(self) -> bool:
        """Tell whether this person may sign in."""
        return self.state is StaffState.ACTIVE
