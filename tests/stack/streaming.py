"""Live streams of an edge in this process: what a test says happens, what records shows, what readers are told."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from starlette.types import Message

from contracts.envelope import CloudEvent
from contracts.message import Who
from contracts.principal import Principal
from contracts.records.intake import RecordChanged
from contracts.records.watching import CheckVisible
from edge.gateways.changes import hear
from stack.knocking import Knocker
from stack.waiting import wait_until_async

STREAM = "/api/v1/stream"
REACH = {"invoices": "account", "orders": "account_tree"}
SOON = 3.0


class Reader:
    """Somebody who follows a stream of this edge."""

    def __init__(self, edge: Knocker, path: str, headers: dict[str, str]) -> None:
        self.got: list[Message] = []
        self.left = asyncio.Event()
        self._edge, self._path, self._headers = edge, path, headers

    @property
    def text(self) -> str:
        return b"".join(each.get("body", b"") for each in self.got[1:]).decode()

    @property
    def told(self) -> list[tuple[str, dict[str, Any]]]:
        found = re.findall(r"event: (\S+)\ndata: (.*)\n\n", self.text)
        return [(name, json.loads(data)) for name, data in found]

    async def read(self) -> None:
        path, _, query = self._path.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in self._headers.items()],
            "client": ("192.0.2.1", 5), "server": ("edge", 80),
        }  # fmt: skip
        begun = False

        async def receive() -> Message:
            nonlocal begun
            if not begun:
                begun = True
                return {"type": "http.request", "body": b"", "more_body": False}
            await self.left.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            self.got.append(message)

        await self._edge.app(scope, receive, send)


@asynccontextmanager
async def reading(edge: Knocker, path: str = STREAM, **claims: Any) -> AsyncIterator[Reader]:
    person = {"portal": "customers", "membership": "m1", "account": "C-1", **claims}
    seconds = person.pop("seconds", 300)
    asked = {"tenant": "acme", "subject": "u1", "session": "x1", **person}
    token = edge.signer.sign(Principal(Who.USER, **asked), seconds)
    reader = Reader(edge, path, {"authorization": f"Bearer {token}"})
    task = asyncio.create_task(reader.read())
    await wait_until_async(that(lambda: bool(reader.text)), SOON)
    try:
        yield reader
    finally:
        reader.left.set()
        await asyncio.wait_for(task, SOON)


def that(holds: Callable[[], bool]) -> Callable[[], Awaitable[bool]]:
    async def looked() -> bool:
        return holds()

    return looked


async def told(reader: Reader, name: str) -> dict[str, Any]:
    await wait_until_async(that(lambda: any(one == name for one, _ in reader.told)), SOON)
    return next(data for one, data in reader.told if one == name)


def shows(edge: Knocker, *ids: str, newer: tuple[str, ...] = ()) -> None:
    """From now on records shows these invoices."""
    records = [{"module": "invoices", "id": each, "revision": 7} for each in ids]
    edge.bus.says(CheckVisible, {"records": records, "newer": newer, "reach": REACH})


def happens(edge: Knocker, record: str, *, tenant: str = "acme", accounts: tuple[str, ...] = ("C-1",)) -> None:
    event = RecordChanged(
        id=record, module="invoices", record_id=record, revision=7, accounts=accounts, status="open",
        change="updated", above=(),
    )  # fmt: skip
    hear(edge.streams, cloud(tenant, event).model_dump_json().encode())


def cloud(tenant: str, event: Any) -> CloudEvent:
    data = event.model_dump(mode="json")
    return CloudEvent(id="e", source="records", type=event.NAME, time=datetime.now(UTC), tenantid=tenant, data=data)


async def checked(edge: Knocker, times: int) -> list[dict[str, Any]]:
    """What records was asked, once it was asked so often."""

    def asked() -> list[dict[str, Any]]:
        return [body for kind, body, _ in edge.bus.calls if kind is CheckVisible]

    await wait_until_async(that(lambda: len(asked()) >= times), SOON)
    return asked()
