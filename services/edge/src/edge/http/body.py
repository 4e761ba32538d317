"""Reads a body as it streams in: within its limit, within its time, of the right kind."""

import asyncio
from collections.abc import Collection
from typing import Final

from starlette.requests import ClientDisconnect, Request

from edge.domain.refusal import TooLarge, TooSlow, WrongMediaType

JSON: Final = "application/json"
BODY_SECONDS: Final = 30.0
DRAINED: Final = 16 * 1024 * 1024
"""Bytes beyond the limit that are still read and thrown away: a client that is cut off while sending sees no answer."""


async def read_body(request: Request, limit: int, kinds: Collection[str] = (JSON,)) -> tuple[str, bytes]:
    """Give media type and body; the type of no body is "". Raises TooLarge, TooSlow, WrongMediaType."""
    announced = request.headers.get("content-length", "0")
    if announced.isascii() and announced.isdigit() and int(announced) > limit + DRAINED:
        raise _too_large(limit)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _collect(request, limit)
    except TimeoutError as error:
        raise TooSlow(f"It has to arrive within {BODY_SECONDS:.0f} s.") from error
    except ClientDisconnect as error:
        raise TooSlow("The connection was closed before it had arrived.") from error
    if body is None:
        raise _too_large(limit)
    if not body:
        return "", b""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in kinds:
        raise WrongMediaType(f"Send {' or '.join(kinds)}.")
    return kind, body


async def _collect(request: Request, limit: int) -> bytes | None:
    """Give the body, or None when it is over its limit."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit + DRAINED:
            return None
        if size <= limit:
            chunks.append(chunk)
    return b"".join(chunks) if size <= limit else None


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"At most {limit} bytes are taken here.")
