"""Tells a stream's reader what changed, after asking records as them: what does not show is never told of."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from pydantic_core import from_json, to_json

from contracts.records.watching import MAX_CHECKED, CheckVisible
from edge.app.live_streams import SESSION_ENDED, LiveStream, Told
from edge.domain.watching import Key, Pace, Question
from edge.ports import Caller, Clock

ASKED_AT_ONCE: Final = 16
"""Streams of a replica that records is asked for at once: what all of them wait for comes one after the other."""
Pause = Callable[[float], Awaitable[None]]


class TellChanges:
    """Asks for the streams of this replica."""

    def __init__(self, caller: Caller, now: Clock, pause: Pause = asyncio.sleep) -> None:
        self._caller, self._now, self._pause = caller, now, pause
        self._places = asyncio.Semaphore(ASKED_AT_ONCE)

    async def __call__(self, stream: LiveStream, headers: Mapping[str, Any]) -> None:
        """Tell until the stream ends; `headers` are those of a call as its reader."""
        pace = Pace()
        while not stream.ended:
            await stream.stirred.wait()
            if stream.reach is not None:
                await self._pause(pace.pause(self._now()))
            await _room(stream)
            async with self._places:
                await self._tell(stream, headers)

    async def _tell(self, stream: LiveStream, headers: Mapping[str, Any]) -> None:
        question = stream.question()
        unsure = sorted(stream.unsure - question.records.keys())[: MAX_CHECKED - len(question.records)]
        answer = await self._caller.send(CheckVisible, _body(question, unsure), headers)
        if answer.status == 401:
            stream.tell(SESSION_ENDED)
        elif answer.status >= 500 or answer.status == 429:
            stream.pending.give_back(question, stream.watched)
            stream.stirred.set()
            await self._pause(1.0)
        else:
            # A portal that is off, a module that went: nothing shows any more.
            found: dict[str, Any] = from_json(answer.body) if answer.status < 400 else {}
            _answered(stream, question, unsure, found)


async def _room(stream: LiveStream) -> None:
    while stream.full and not stream.ended:
        stream.taken.clear()
        await stream.taken.wait()


def _body(question: Question, unsure: list[Key]) -> bytes:
    records = [{"module": module, "id": record} for module, record in (*question.records, *unsure)]
    modules = [{"module": module, "since": question.since(module)} for module in question.modules]
    return to_json({"records": records, "modules": modules})


def _answered(stream: LiveStream, question: Question, unsure: list[Key], found: Mapping[str, Any]) -> None:
    shows = {(one["module"], one["id"]): one["revision"] for one in found.get("records", ())}
    for key in question.records:
        if key in shows:
            module, record = key
            stream.tell(Told("record.changed", {"module": module, "id": record, "revision": shows[key]}))
    for module, record in (*question.records, *unsure):
        if (module, record) in stream.watched and (module, record) not in shows:
            stream.tell(Told("record.gone", {"module": module, "id": record}))
            stream.watched.discard((module, record))
    for module in found.get("newer", ()):
        stream.tell(Told("record.changed", {"module": module}))
    stream.unsure -= {*question.records, *unsure}
    stream.reach = found.get("reach", {})
    if stream.unsure:
        stream.stirred.set()
