"""Staff look at a portal through a user's eyes: read-only, and both names are in the audit trail."""

from typing import Literal

from contracts.identity.sessions import Membership, User
from contracts.kinds import Identifier
from contracts.message import Message, Request, Who


class View(Message):
    """An access token that shows what this membership sees, for 15 minutes, and changes nothing. None follows it.

    `expires_in` in seconds.
    """

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  the scheme's name, RFC 6750
    expires_in: int
    user: User
    membership: Membership


class ViewAs(
    Request[View],
    name="identity.view-as.v1",
    who=frozenset({Who.STAFF}),
    roles=frozenset({"owner", "support"}),
    credentials=True,
):
    """Look at the portal as a membership that holds. Ends with the membership, and with one's own session."""

    membership_id: Identifier
