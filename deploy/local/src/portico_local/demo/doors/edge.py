"""The edge's HTTP API, as any client uses it."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from portico_local.demo.doors.refusal import DoorStayedShut

ANSWER_WITHIN_S = 20.0
TRIES = 10
PAUSE_S = 0.5
BUSY = frozenset({429, 503})  # refused before anything happened: to be asked again


@dataclass(frozen=True, slots=True)
class Answer:
    """A success, or a refusal that was expected."""

    status: int
    body: Any
    etag: str


class Edge:
    """Asks the edge. Refusals raise DoorStayedShut, unless they are `expected`."""

    def __init__(self, base: str, session: aiohttp.ClientSession) -> None:
        self._base, self._session = base.rstrip("/"), session

    async def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str = "",
        etag: str = "",
        expected: tuple[int, ...] = (),
    ) -> Answer:
        """Ask once more, for a while, whatever is busy."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if etag:
            headers["If-Match"] = etag
        for turn in range(TRIES):
            answer = await self._once(method, path, body, headers)
            if answer.status < 300 or answer.status in expected:
                return answer
            if answer.status not in BUSY:
                break
            await asyncio.sleep(PAUSE_S * (turn + 1))
        raise DoorStayedShut(f"{method} {path}: {answer.status} {json.dumps(answer.body, ensure_ascii=False)[:500]}")

    async def _once(self, method: str, path: str, body: object, headers: Mapping[str, str]) -> Answer:
        try:
            async with self._session.request(method, self._base + path, json=body, headers=headers) as answer:
                text = await answer.text()
                return Answer(answer.status, json.loads(text) if text else None, answer.headers.get("ETag", ""))
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise DoorStayedShut(f"{method} {path}: {type(error).__name__}") from error


@asynccontextmanager
async def opened(base: str) -> AsyncIterator[Edge]:
    """A client, closed in the end."""
    timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN_S)
    async with aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield Edge(base, session)
