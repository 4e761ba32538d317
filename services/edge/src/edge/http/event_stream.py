"""A live stream on its way out: server-sent events as they come, a sign of life in between, and an end in time."""

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextlib import ExitStack
from typing import Any, Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from edge.app.live_streams import LiveStream, Told
from edge.http.stream_route import EVENT_STREAM

BEAT_SECONDS: Final = 15.0
"""Between two signs of life: shorter than what proxies take for silence. Nothing that happens moves them."""
ENDING_SECONDS: Final = 15
"""Before its token ends a stream says so, once: a page's session is renewed within the last 20."""
SEND_SECONDS: Final = 20.0
"""A reader who takes nothing for so long has gone."""
RETRY_MILLISECONDS: Final = (1_000, 4_000)
"""Readers come back at different moments, or the next replica would have all of them at once."""
BEAT: Final = b": still here\n\n"
Tell = Callable[[LiveStream], Coroutine[Any, Any, None]]


class EventStream(Response):
    """The answer with a stream. It gives its place back whatever becomes of it."""

    media_type = EVENT_STREAM

    def __init__(self, stream: LiveStream, tell: Tell, place: ExitStack) -> None:
        """Take what is to be sent, what asks for it, and the place that it takes."""
        super().__init__(headers={"cache-control": "no-store", "x-accel-buffering": "no"})
        del self.headers["content-length"]
        self._stream, self._tell, self._place = stream, tell, place
        self.charset = "utf-8"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the stream, its reader or the reader's token ends."""
        with self._place:
            tasks = [asyncio.create_task(each) for each in (self._send(send), _left(receive), self._tell(self._stream))]
            try:
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            finally:
                self._stream.end()
                # What has just been told, the end above all, still goes out.
                await asyncio.wait(tasks[:1], timeout=0 if tasks[1].done() else SEND_SECONDS)
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
            for task in done:
                task.result()

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        retry = random.randint(*RETRY_MILLISECONDS)  # noqa: S311  spreads readers, guards nothing
        await _piece(send, f"retry: {retry}\n\n".encode())
        ends_at = float(self._stream.who.expires_at)
        warn_at = ends_at - ENDING_SECONDS
        if warn_at <= time.time():
            warn_at = ends_at  # too late to be told of: its reader comes again by itself
        beat_at = time.monotonic() + BEAT_SECONDS
        while (left := ends_at - time.time()) > 0 and not self._stream.ended:
            pause = min(left, max(0.0, warn_at - time.time()) or left, max(0.0, beat_at - time.monotonic()))
            if await _within(pause, self._stream.ready.wait()):
                await _piece(send, written(self._stream.take()))
            if time.monotonic() >= beat_at:
                beat_at += BEAT_SECONDS
                await _piece(send, BEAT)
            if warn_at <= time.time() < ends_at:
                warn_at = ends_at
                await _piece(send, written([Told("stream.ending", {"seconds": ENDING_SECONDS})]))
        await _piece(send, written(self._stream.take()), more=False)


def written(told: Iterable[Told]) -> bytes:
    """Write events as server-sent ones."""
    return b"".join(
        f"event: {one.name}\ndata: {json.dumps(dict(one.data), separators=(',', ':'))}\n\n".encode() for one in told
    )


async def _piece(send: Send, piece: bytes, *, more: bool = True) -> None:
    if piece or not more:
        async with asyncio.timeout(SEND_SECONDS):
            await send({"type": "http.response.body", "body": piece, "more_body": more})


async def _within(seconds: float, waiting: Awaitable[object]) -> bool:
    try:
        await asyncio.wait_for(waiting, seconds)
    except TimeoutError:
        return False
    return True


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
