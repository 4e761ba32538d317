"""Following the feed: in order, from the bookmark on, at least once, through whatever passes."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web

from backoffice import (
    ChangedSourceError,
    DoorClosedError,
    FeedForgottenError,
    FileBookmark,
    Follower,
    Pause,
    UnreachableError,
)
from contracts.envelope import CloudEvent
from stack.served import served

KEY = "acme.k1.secret"


def said(number: int) -> CloudEvent:
    return CloudEvent(
        id=f"e{number}", source="portico://records", type="records.x.done.v1", tenantid="acme", data={"n": number}
    )


@dataclass
class Edge:
    """Stands in for the edge: a feed of so many events, after its scripted answers."""

    count: int
    script: list[web.Response] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {KEY}"
        self.asked.append(request.query["after"])
        if self.script:
            return self.script.pop(0)
        after = int(request.query["after"])
        numbers = range(after + 1, min(after + 2, self.count) + 1)  # two a page
        items = [json.loads(said(number).model_dump_json()) for number in numbers]
        place = after + len(items)
        return web.json_response({"items": items, "next_after": str(place), "more": place < self.count})


@asynccontextmanager
async def _edge(count: int, *script: web.Response) -> AsyncIterator[Edge]:
    edge = Edge(count, list(script))
    app = web.Application()
    app.router.add_get("/backoffice/v1/feed", edge.answer)
    async with served(app) as edge.url:
        yield edge


async def read(edge: Edge, bookmark: FileBookmark, **options: float) -> list[int]:
    async with Follower(edge.url, KEY, bookmark, **options) as follower:  # type: ignore[arg-type]
        return [int(str(event.data["n"])) async for event in follower.events(to_the_end=True)]


async def test_a_feed_is_read_to_its_end_and_the_next_run_goes_on(tmp_path: Path) -> None:
    bookmark = FileBookmark(tmp_path / "acme.feed", "acme")
    async with _edge(5) as edge:
        assert await read(edge, bookmark) == [1, 2, 3, 4, 5]
        edge.count = 6
        assert await read(edge, bookmark) == [6]
        assert await read(edge, bookmark) == []
    assert edge.asked == ["0", "2", "4", "5", "6"]


async def test_who_is_broken_off_gets_the_event_in_hand_again(tmp_path: Path) -> None:
    bookmark = FileBookmark(tmp_path / "acme.feed", "acme")
    async with _edge(5) as edge:
        async with Follower(edge.url, KEY, bookmark) as follower:
            async for event in follower.events():
                if event.id == "e3":
                    break  # as if killed while it was done
        assert await read(edge, bookmark) == [3, 4, 5]


async def test_what_comes_later_is_waited_for(tmp_path: Path) -> None:
    bookmark = FileBookmark(tmp_path / "acme.feed", "acme")
    found: list[str] = []
    async with _edge(1) as edge, Follower(edge.url, KEY, bookmark, idle=0.01) as follower:
        async for event in follower.events():
            found.append(event.id)
            edge.count = 3
            if event.id == "e3":
                break
    assert found == ["e1", "e2", "e3"]


async def test_what_passes_is_waited_for_and_what_does_not_is_told(tmp_path: Path) -> None:
    bookmark = FileBookmark(tmp_path / "acme.feed", "acme")
    pauses: list[Pause] = []
    busy = (web.Response(status=503, headers={"Retry-After": "0"}), web.Response(status=502))
    async with _edge(1, *busy) as edge, Follower(edge.url, KEY, bookmark, on_pause=pauses.append) as follower:
        assert [event.id async for event in follower.events(to_the_end=True)] == ["e1"]
    assert [pause.reason[:19] for pause in pauses] == ["Portico answers 503", "Portico answers 502"]
    async with _edge(1, web.Response(status=401)) as edge:
        with pytest.raises(DoorClosedError, match="API key"):
            await read(edge, bookmark)
    async with _edge(1, web.Response(status=410)) as edge:
        with pytest.raises(FeedForgottenError, match="not kept any more"):
            await read(edge, bookmark)
    with pytest.raises(UnreachableError):
        await read(edge, bookmark, give_up_after=0.0)


def test_a_bookmark_of_another_tenant_or_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    FileBookmark(path, "globex").save("7")

    assert FileBookmark(path, "globex").load() == "7"
    with pytest.raises(ChangedSourceError, match="of globex"):
        FileBookmark(path, "acme").load()
    path.write_text("7")
    with pytest.raises(ChangedSourceError, match="not a bookmark"):
        FileBookmark(path, "acme").load()
