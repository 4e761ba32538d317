"""Exports over a real connection: what breaks off is an error to the client, and a slow reader holds the work back."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from chassis.probes import make_server
from contracts.message import Request
from stack import wait_until_async
from stack.knocking import Knocker, Said, problem

PATH = "/api/v1/records/invoices/export"
PAGES = 200
LONG = "x" * 3_000


class Rows:
    """Records that has many pages of a megabyte, and may break off."""

    def __init__(self, breaks_at: int = PAGES + 1) -> None:
        self.asked, self.asked_at, self._breaks_at = 0, 0.0, breaks_at

    async def send(self, _kind: type[Request[Any]], _body: bytes, _headers: Mapping[str, Any]) -> Said:
        self.asked, self.asked_at = self.asked + 1, time.monotonic()
        if self.asked == self._breaks_at:
            return problem(503, "unavailable")
        body = {
            "columns": [{"name": "title", "label": None, "type": "string"}],
            "rows": [[LONG]] * 350,
            "as_of": "2026-11-22T10:00:00Z",
            "next_cursor": None if self.asked >= PAGES else "c",
        }
        return Said(200, json.dumps(body).encode())


@asynccontextmanager
async def served(edge: Knocker, rows: Rows) -> AsyncIterator[tuple[str, aiohttp.ClientSession]]:
    """The edge on a port of its own."""
    edge.bus.send = rows.send  # type: ignore[method-assign, assignment]
    server = make_server(edge.app, "127.0.0.1", 0)
    serving = asyncio.create_task(server.serve())
    await wait_until_async(lambda: _started(server), 10)
    port = server.servers[0].sockets[0].getsockname()[1]
    headers = {"Authorization": f"Bearer {edge.token()}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield f"http://127.0.0.1:{port}{PATH}", session
    server.should_exit = True
    await asyncio.wait_for(serving, 10)


async def _started(server: Any) -> bool:
    return bool(server.started)


async def test_a_file_that_breaks_off_is_an_error_to_the_client(edge: Knocker) -> None:
    async with served(edge, Rows(breaks_at=3)) as (url, session), session.get(url) as answer:
        assert answer.status == 200
        with pytest.raises(aiohttp.ClientPayloadError):
            await answer.read()


async def test_a_reader_who_does_not_read_holds_the_work_back_and_one_who_leaves_ends_it() -> None:
    rows = Rows()
    async with served(Knocker(exports=1), rows) as (url, session):
        answer = await session.get(url)
        await answer.content.readexactly(1_000)

        async def stands_still() -> bool:
            return time.monotonic() - rows.asked_at > 0.3

        await wait_until_async(stands_still, 20)
        assert rows.asked < PAGES / 4
        assert (await session.get(url)).status == 503, "its place is taken"
        answer.close()
        await wait_until_async(stands_still, 10)
        assert rows.asked < PAGES / 2

        async def place_is_free() -> bool:
            async with session.get(url) as other:
                return other.status == 200

        await wait_until_async(place_is_free, 10)
