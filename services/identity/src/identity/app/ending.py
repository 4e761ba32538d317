"""Ends sessions, and says so on the broadcast: tokens made before stop working everywhere within 2 s."""

from datetime import timedelta
from typing import Final, Literal

from contracts.identity.people import Revoked
from identity.domain.membership import Membership
from identity.domain.session import MAX_LISTED, Holder
from identity.ports import Outside

CLOCKS_APART: Final = timedelta(minutes=1)
Kind = Literal["session", "user", "staff", "key"]


def say_revoked(outside: Outside, kind: Kind, subject: str) -> None:
    """Say that tokens of this thing made until now no longer hold."""
    outside.voice.emit(Revoked(kind=kind, id=subject, at=outside.clock.now()), f"{kind}/{subject}")


def say_membership_revoked(outside: Outside, membership: Membership) -> None:
    """Say that tokens which say less than this revision of a membership no longer hold."""
    event = Revoked(kind="membership", id=membership.id, at=outside.clock.now(), revision=membership.revision)
    outside.voice.emit(event, f"membership/{membership.id}")


async def end_session(outside: Outside, family: str) -> None:
    """End one session."""
    await outside.sessions.end(family)
    say_revoked(outside, "session", family)


async def end_sessions(outside: Outside, holder: Holder, subject: str, *, but: str = "") -> None:
    """End every session of somebody, but one family where it is named.

    Said of each session by itself, so that one begun in the same second holds; only those whose last access token, or
    what staff opened with it, may still hold need saying, and where they are too many to name, the person is named.
    """
    open_ones = await outside.sessions.open_of(holder, subject)
    await outside.sessions.end_all(holder, subject, but)
    lifetimes = outside.lifetimes
    opened = lifetimes.view if holder is Holder.STAFF else timedelta()
    last = outside.clock.now() - lifetimes.access - opened - lifetimes.grace - CLOCKS_APART
    recent = [each for each in open_ones if each.family != but and each.rotated_at >= last]
    if len(recent) >= MAX_LISTED - 1:
        say_revoked(outside, "user" if holder is Holder.USER else "staff", subject)
        return
    for session in recent:
        say_revoked(outside, "session", session.family)


async def end_sessions_of_user(outside: Outside, user: str) -> None:
    """End every session of a user."""
    await outside.sessions.end_all(Holder.USER, user)
    say_revoked(outside, "user", user)
