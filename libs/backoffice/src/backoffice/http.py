"""The way over HTTP: `POST /backoffice/v1/events` with an API key, for where AMQP does not get through."""

import asyncio
import email.utils
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from pydantic import ValidationError

from backoffice.problems import BackofficeError, DoorClosedError
from backoffice.wire import NotTakenError, Packed, batch_of
from contracts.backoffice.receipt import EventsTaken
from contracts.envelope import BATCH_CONTENT_TYPE
from contracts.problem import Problem

PATH: Final = "/backoffice/v1/events"
ANSWER_SECONDS: Final = 30.0
MAX_ANSWER_BYTES: Final = 5_000_000
PASSING: Final = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT,
    }
)  # fmt: skip
"""Statuses after which the same request may well succeed."""


def tenant_of_key(api_key: str) -> str | None:
    """Read the tenant from an API key, `<tenant>.<id>.<secret>`."""
    parts = api_key.split(".")
    return parts[0] if len(parts) == len(("tenant", "id", "secret")) and parts[0] else None


@dataclass(frozen=True, slots=True)
class Answered:
    """What the edge answered, whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def refused(self) -> Exception:
        """Give what an answer that is not the wanted one amounts to: to be asked again, or no use."""
        said = _said(self.body)
        if self.status in PASSING:
            return NotTakenError(f"Portico answers {self.status} {said}".strip(), _retry_after(self.headers))
        if self.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return DoorClosedError(
                f"Portico refuses this API key ({self.status} {said}); a member of staff can make another"
            )
        if self.status == HTTPStatus.NOT_FOUND:
            return DoorClosedError("there is no Portico at this address (404): give the edge's own, without a path")
        return DoorClosedError(f"Portico answers {self.status} {said}".strip())


class EdgeSession:
    """Asks the edge with an API key, over one session that is opened when there is something to ask."""

    def __init__(self, edge_url: str, api_key: str) -> None:
        if urlsplit(edge_url).scheme not in ("http", "https"):
            raise DoorClosedError(f"the edge's address must begin with https://: {edge_url}")
        self._url, self._key = edge_url.rstrip("/"), {"Authorization": f"Bearer {api_key}"}
        self._session: aiohttp.ClientSession | None = None

    async def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answered:
        """Ask once. Raises NotTakenError where nobody answers."""
        try:
            asked = self._opened().request(
                method, self._url + path, data=body, headers={**self._key, **(headers or {})}, allow_redirects=False
            )
            async with asked as answer:
                return Answered(answer.status, answer.headers, await answer.content.read(MAX_ANSWER_BYTES))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise NotTakenError(f"{urlsplit(self._url).netloc} does not answer ({type(error).__name__})") from error

    async def close(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()
            # aiohttp ends its TLS transports one turn of the loop after it says so.
            await asyncio.sleep(0)
            self._session = None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
            self._session = aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar())
        return self._session


class HttpWire:
    """Sends batches over one session. `backfill` takes the road for history."""

    def __init__(self, edge_url: str, api_key: str, *, backfill: bool = False) -> None:
        self._edge = EdgeSession(edge_url, api_key)
        self._path = PATH + ("?backfill=true" if backfill else "")

    async def send(self, batch: Sequence[Packed]) -> Sequence[Problem | None]:
        """Post the batch; a 202 says that what it does not list as rejected is stored for good."""
        trace = batch[0].event.traceparent
        headers = {"Content-Type": BATCH_CONTENT_TYPE, **({"traceparent": trace} if trace else {})}
        answer = await self._edge.ask("POST", self._path, batch_of(batch), headers)
        if answer.status != HTTPStatus.ACCEPTED:
            raise answer.refused()
        return _problems(answer.body, len(batch))

    async def close(self) -> None:
        """Close the session."""
        await self._edge.close()


def _problems(body: bytes, count: int) -> list[Problem | None]:
    try:
        taken = EventsTaken.model_validate_json(body)
    except ValidationError as error:
        raise BackofficeError("what answers there is not Portico: its 202 has another shape") from error
    problems: list[Problem | None] = [None] * count
    for rejected in taken.rejected:
        if 0 <= rejected.index < count:
            problems[rejected.index] = rejected.problem
    return problems


def _said(body: bytes) -> str:
    try:
        problem = Problem.model_validate_json(body)
    except ValidationError:
        return ""
    return f"{problem.title}: {problem.detail}" if problem.detail else problem.title


def _retry_after(headers: Mapping[str, Any]) -> float | None:
    """Read Retry-After: seconds, or a date."""
    said = str(headers.get("Retry-After", "")).strip()
    if said.isascii() and said.isdigit():
        return float(said[:6])
    try:
        moment = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return None
    return max((moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds(), 0.0)
