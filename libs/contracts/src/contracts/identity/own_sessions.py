"""The list of one's own sessions, and ending them."""

from contracts.kinds import Identifier, Instant, Line
from contracts.message import Message, Nothing, Request, Who

_SIGNED_IN = frozenset({Who.USER, Who.STAFF})


class Session(Message):
    """One sign-in on one device. `device` is e.g. `Firefox, Windows`, "" where it is not known.

    `last_seen_at` is when it last got an access token, so up to five minutes old.
    """

    id: Identifier
    device: Line
    started_at: Instant
    last_seen_at: Instant
    expires_at: Instant
    current: bool


class OwnSessions(Message):
    """One's own sessions that hold, the one last seen first; at most 100."""

    items: tuple[Session, ...]


class ListSessions(Request[OwnSessions], name="identity.list-sessions.v1", effect="read", who=_SIGNED_IN):
    """List one's own sessions."""


class EndSession(Request[Nothing], name="identity.end-session.v1", who=_SIGNED_IN):
    """End one of one's own sessions, on every replica within 2 s."""

    id: Identifier


class EndSessions(Request[Nothing], name="identity.end-sessions.v1", who=_SIGNED_IN):
    """Sign out everywhere, here too unless `keep_this`; on every replica within 2 s."""

    keep_this: bool = False
