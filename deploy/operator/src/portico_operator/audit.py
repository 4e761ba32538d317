"""Verifies a tenant's audit trail slice by slice, so that its length does not matter, and says where it breaks."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

from contracts.identity.audit import ENTRIES_AT_ONCE, GENESIS, AuditSlice, ChainBreak, VerifyAudit

NOTED: Final = "noted"
"""Why a chain is broken that is whole in itself, but not the one whose head was noted."""
_HEAD: Final = re.compile(r"([0-9]{1,15}):([0-9a-f]{64})")
Look = Callable[[VerifyAudit], Awaitable[AuditSlice]]


class NoProgressError(Exception):
    """An answer neither went on nor ended: it would go on for ever."""


@dataclass(frozen=True, slots=True)
class TrailHead:
    """An entry's number and hash, as somebody noted them."""

    n: int
    hash: str

    @classmethod
    def read(cls, text: str) -> "TrailHead":
        """Read `n:hash`. Raises ValueError."""
        found = _HEAD.fullmatch(text)
        if found is None:
            raise ValueError("a head is written as its number, a colon and its hash of 64 hexadecimal digits")
        return cls(int(found[1]), found[2])


@dataclass(frozen=True, slots=True)
class Verdict:
    """`n` and `hash` are those of the last good entry; `broken` is the first bad one and why, None for none."""

    tenant: str
    n: int
    hash: str
    broken: tuple[int, str] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Give it for JSON."""
        broken = {"n": self.broken[0], "why": self.broken[1]} if self.broken else None
        return {**asdict(self), "whole": self.broken is None, "broken": broken}


async def verify(tenant: str, look: Look, expected: TrailHead | None, progress: Callable[[int, int], None]) -> Verdict:
    """Follow the chain to its end, or to its first bad entry. `progress` gets how many of how many are verified.

    `expected` is a head that was noted before: it finds a chain that was cut, or written anew. Raises
    CallRefusedError, NoProgressError.
    """
    at = TrailHead(0, GENESIS)
    while True:
        if expected is not None and at.n == expected.n and at.hash != expected.hash:
            return Verdict(tenant, at.n, at.hash, (at.n, NOTED))
        found = await look(VerifyAudit(tenant=tenant, n=at.n, hash=at.hash, limit=_until(expected, at)))
        before, at = at, TrailHead(found.n, found.hash)
        progress(found.n, found.entries)
        if found.broken is not None:
            return Verdict(tenant, at.n, at.hash, _place(found.broken))
        if found.done:
            return Verdict(tenant, at.n, at.hash, _at_the_end(expected, at))
        if at.n <= before.n:
            raise NoProgressError(f"still at entry {at.n}")


def _until(expected: TrailHead | None, at: TrailHead) -> int:
    """Give how many to look at: no further than the noted entry at first, to see its hash."""
    if expected is None or at.n >= expected.n:
        return ENTRIES_AT_ONCE
    return min(ENTRIES_AT_ONCE, expected.n - at.n)


def _at_the_end(expected: TrailHead | None, at: TrailHead) -> tuple[int, str] | None:
    if expected is None or at == expected or at.n > expected.n:
        return None
    return (at.n + 1, "missing") if at.n < expected.n else (at.n, NOTED)


def _place(broken: ChainBreak) -> tuple[int, str]:
    return broken.n, broken.why
