"""Who is asking: what a verified access token says. The same in every service."""

from dataclasses import dataclass, field
from typing import Final

from contracts.message import Who


@dataclass(frozen=True, slots=True)
class Principal:
    """A caller. `subject` is a user, staff, key or operator id; times are seconds since the epoch.

    `portal` is the portal's slug. `device` is a hash of what the caller calls from, said by the edge and in no token;
    callers who have not signed in have one too.
    """

    kind: Who
    tenant: str = ""
    subject: str = ""
    session: str = ""
    membership: str = ""
    portal: str = ""
    account: str = ""
    contact: str | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    scopes: frozenset[str] = field(default_factory=frozenset)
    read_only: bool = False
    acting: str | None = None
    issued_at: int = 0
    expires_at: int = 0
    device: str = ""


ANONYMOUS: Final = Principal(Who.ANYONE)
