"""A client of the edge that keeps every answer as it came."""

import asyncio
import contextlib
import io
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

ANSWER_WITHIN_S = 30
STREAM = "text/event-stream"
BEGUN_S = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: status, headers, and the body, as text and as what it says."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def body(self) -> Any:
        return json.loads(self.text) if self.text else None

    @property
    def code(self) -> str:
        """The code of a problem."""
        return str(self.body.get("code", "")) if isinstance(self.body, dict) else ""


class Http:
    """Asks one edge."""

    def __init__(self, base: str, session: aiohttp.ClientSession) -> None:
        self.base, self._session = base.rstrip("/"), session

    async def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        raw: bytes | None = None,
    ) -> Answer:
        """Make one request; `raw` goes out as it is."""
        sent = dict(headers or {})
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        sent_bytes = raw if raw is not None else None if body is None else json.dumps(body).encode()
        data = None if sent_bytes is None else io.BytesIO(sent_bytes)
        url = path if path.startswith("http") else self.base + path
        async with self._session.request(method, url, data=data, headers=sent, allow_redirects=False) as answer:
            text = await (_begun(answer) if answer.content_type == STREAM else answer.read())
            return Answer(answer.status, answer.headers, text.decode(errors="replace"))

    async def get(self, path: str, *, token: str | None = None) -> Answer:
        return await self.ask("GET", path, token=token)

    async def post(self, path: str, body: object = None, *, token: str | None = None, **headers: str) -> Answer:
        return await self.ask("POST", path, {} if body is None else body, token=token, headers=headers)


async def _begun(answer: aiohttp.ClientResponse) -> bytes:
    """What a stream says at once: it never ends by itself."""
    said = bytearray()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(BEGUN_S):
            async for piece in answer.content.iter_any():
                said += piece
    return bytes(said)


@asynccontextmanager
async def opened(base: str) -> AsyncIterator[Http]:
    """A client, closed in the end."""
    timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN_S)
    async with aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield Http(base, session)
