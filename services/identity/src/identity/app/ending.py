"""Ends sessions, and says so on the broadcast: tokens made before stop working everywhere within 2 s."""

from typing import Literal

from contracts.identity.people import Revoked
from identity.domain.session import Holder
from identity.ports import Outside

Kind = Literal["session", "membership", "user", "staff", "key"]


def say_revoked(outside: Outside, kind: Kind, subject: str) -> None:
    """Say that tokens of this thing made until now no longer hold."""
    outside.voice.emit(Revoked(kind=kind, id=subject, at=outside.clock.now()), f"{kind}/{subject}")


async def end_session(outside: Outside, family: str) -> None:
    """End one session."""
    await outside.sessions.end(family)
    say_revoked(outside, "session", family)


async def end_sessions_of_user(outside: Outside, user: str) -> None:
    """End every session of a user."""
    await outside.sessions.end_all(Holder.USER, user)
    say_revoked(outside, "user", user)
