"""A mail about somebody's login: everything that it needs. It asks nobody, and is sent once for each event."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a mail about a login is for."""

    RESET = "password-reset"
    CHANGED = "password-changed"
    STAFF = "staff-invitation"


@dataclass(frozen=True, slots=True)
class About:
    """What it says. `path` is where its link leads, up to the token, "" where it has none.

    `portal_name` is "" where it is about the console; `inviter` where nobody invites; `at` is when it happened, or
    until when the link works. Personal data.
    """

    tenant_name: str
    portal_name: str
    language: str
    path: str
    at: datetime
    email: str
    name: str
    inviter: str = ""


@dataclass(frozen=True, slots=True)
class AccountMail:
    """One mail that waits to be sent. The token is sealed, "" where there is none, and forgotten afterwards."""

    id: str
    kind: Kind
    subject_id: str
    about: About
    sealed_token: str
    created_at: datetime

    def too_late(self, now: datetime) -> bool:
        """Tell whether its link would no longer work; news without a link are never too late."""
        return bool(self.about.path) and now >= self.about.at
