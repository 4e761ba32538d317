"""A person who logs in to portals: one e-mail address, one password, one tenant."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from identity.domain.refusal import Refusal
from identity.domain.terms import Acceptance


class DeactivatedUser(Refusal):
    """The user may not sign in now."""

    code = "identity.user-deactivated"
    status = 409
    title = "This user is deactivated"

    def __init__(self) -> None:
        super().__init__("Let them in again first.")


@dataclass(frozen=True, slots=True)
class Preferences:
    """How somebody reads: `time_zone` is an IANA name, `date_format` a pattern of Unicode TR 35."""

    language: str
    time_zone: str
    date_format: str
    time_format: str
    country: str | None


@dataclass(frozen=True, slots=True)
class User:
    """A user. `password` is the Argon2id hash; `credential` counts the passwords there were.

    `accepted` is the version of its terms that they accepted last, by portal.
    """

    id: str
    email: str
    name: str
    preferences: Preferences
    password: str
    created_at: datetime
    active: bool = True
    credential: int = 0
    accepted: Mapping[str, Acceptance] = field(default_factory=dict)
