"""Who is asking: what a verified access token says. The same in every service."""

from dataclasses import dataclass, field
from typing import Final

from contracts.message import Who


@dataclass(frozen=True, slots=True)
class Principal:
    """A caller. `subject` is a user, staff, key or operator id; times are seconds since the epoch.

    `acting` is the staff member who looks through a user's eyes: then `session` is theirs, and the token `read_only`.
    With a `preview`, the id of a draft that records keeps, they are nobody's membership and see by that draft.
    `portal` is the portal's slug; `membership_revision` counts what the membership has been: a token says what it was.
    What the edge says beside a call is in no token, and callers who have not signed in have it too: `device`, a hash of
    what they call from; `agent`, that in a few words for people; `network`, a keyed hash of where they call from. Calls
    that do not come through the edge have none of it.
    """

    kind: Who
    tenant: str = ""
    subject: str = ""
    session: str = ""
    membership: str = ""
    membership_revision: int = 1
    portal: str = ""
    account: str = ""
    contact: str | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    scopes: frozenset[str] = field(default_factory=frozenset)
    read_only: bool = False
    acting: str | None = None
    preview: str = ""
    issued_at: int = 0
    expires_at: int = 0
    device: str = ""
    agent: str = ""
    network: str = ""


ANONYMOUS: Final = Principal(Who.ANYONE)
