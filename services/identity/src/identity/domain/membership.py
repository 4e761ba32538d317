"""User x portal x account x roles: what somebody is signed in as."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Membership:
    """A user may act for an account in a portal. `portal` is its slug; `contact` the person's id in the backoffice."""

    id: str
    user: str
    portal: str
    account: str
    contact: str | None
    roles: tuple[str, ...]
    created_at: datetime
    active: bool = True
