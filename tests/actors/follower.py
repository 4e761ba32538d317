"""Somebody who follows a live stream, and notes what it tells."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from stack import wait_until_async


class Follower:
    """What one stream has told so far: `(event, data)`, oldest first. `over` once it has ended."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.over = False
        self._answer = answer

    async def read(self) -> None:
        """Note what comes until the stream ends."""
        name = ""
        async for line in self._answer.content:
            word, _, said = line.decode().strip().partition(": ")
            if word == "event":
                name = said
            elif word == "data":
                self.told.append((name, json.loads(said)))
        self.over = True

    def of(self, name: str) -> list[dict[str, Any]]:
        """What all events of this name say."""
        return [data for one, data in self.told if one == name]

    async def hears(self, name: str, within_s: float = 15, **what: Any) -> float:
        """Wait until it tells of this; gives the seconds that took."""

        async def heard() -> bool:
            return any(what.items() <= data.items() for data in self.of(name))

        begun = time.monotonic()
        await wait_until_async(heard, within_s)
        return time.monotonic() - begun


@asynccontextmanager
async def following(url: str, headers: Mapping[str, str]) -> AsyncIterator[Follower]:
    """Follow a stream for as long as the block runs."""
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        assert answer.content_type == "text/event-stream"
        follower = Follower(answer)
        reading = asyncio.create_task(follower.read())
        try:
            yield follower
        finally:
            reading.cancel()
            with contextlib.suppress(asyncio.CancelledError, aiohttp.ClientError):
                await reading
