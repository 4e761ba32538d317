"""Exchange an API key for an access token, once for as long as the token lives.

A key that was checked is kept by its hash, so a backoffice can go on publishing while identity is away. Half-way
through a token's life the next one is fetched behind the caller's back.
"""

import asyncio
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from contracts.identity.tenancy import ExchangeApiKey, KeyAccess
from contracts.problem import Problem
from edge.ports import Caller, Clock

KEPT_KEYS: Final = 10_000
MARGIN_SECONDS: Final = 5.0
"""A token is no longer used this long before it ends: the call it travels in takes time."""
AWAY_RETRY_SECONDS: Final = 2


class KeyRefusedError(Exception):
    """The key was refused, or could not be checked."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class _Kept:
    token: str
    renew_at: float
    ends_at: float


class ApiKeys:
    """Checked API keys of this replica."""

    def __init__(self, caller: Caller, now: Clock) -> None:
        self._caller, self._now = caller, now
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()
        self._asking: dict[bytes, asyncio.Task[str]] = {}

    def knows(self, key: str) -> bool:
        """Tell whether the key needs no asking."""
        kept = self._kept.get(_digest(key))
        return kept is not None and kept.ends_at > self._now()

    async def token_of(self, key: str) -> str:
        """Give the access token of a key. Raises KeyRefusedError."""
        digest = _digest(key)
        kept = self._kept.get(digest)
        if kept is None or kept.ends_at <= self._now():
            return await asyncio.shield(self._ask_once(digest, key))
        self._kept.move_to_end(digest)
        if kept.renew_at <= self._now():
            self._ask_once(digest, key)
        return kept.token

    def _ask_once(self, digest: bytes, key: str) -> asyncio.Task[str]:
        """Ask, or join whoever asks already."""
        task = self._asking.get(digest)
        if task is None:
            task = self._asking[digest] = asyncio.create_task(self._ask(digest, key))
            task.add_done_callback(lambda done: self._asked(digest, done))
        return task

    def _asked(self, digest: bytes, task: asyncio.Task[str]) -> None:
        del self._asking[digest]
        if not task.cancelled():
            task.exception()  # seen: nobody may be waiting for a renewal

    async def _ask(self, digest: bytes, key: str) -> str:
        began = self._now()
        answer = await self._caller.send(ExchangeApiKey, ExchangeApiKey(key=key).model_dump_json().encode(), {})
        if answer.status >= 500:
            raise KeyRefusedError(
                Problem.of(
                    503, "unavailable", "The API key cannot be checked now", "Try again shortly.",
                    retry_after=AWAY_RETRY_SECONDS,
                )
            )  # fmt: skip
        if answer.status >= 400:
            self._kept.pop(digest, None)
            raise KeyRefusedError(Problem.model_validate_json(answer.body))
        access = KeyAccess.model_validate_json(answer.body)
        life = access.expires_in - MARGIN_SECONDS
        self._kept[digest] = _Kept(access.access_token, began + life / 2, began + life)
        if len(self._kept) > KEPT_KEYS:
            self._kept.popitem(last=False)
        return access.access_token


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
