"""Exports: refused before the file begins or written to its end; a file that breaks off does not look whole."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from starlette.types import Message

from contracts.message import Request
from contracts.records.exporting import ExportRecords
from stack.knocking import Knocker, Said, problem

COLUMNS = [
    {"name": "record_id", "label": None, "type": "string"},
    {"name": "fields.project", "label": {"en": "Project", "de": "Projekt"}, "type": "string"},
    {"name": "total", "label": None, "type": "money"},
]
PATH = "/api/v1/records/invoices/export"


def page(number: int, last: int) -> Said:
    """One of several pages, each of two rows."""
    rows = [[f"R-{number}-{n}", "=1+1", "-1.50"] for n in range(2)]
    cursor = None if number == last else f"c{number}"
    body = {"columns": COLUMNS, "rows": rows, "as_of": "2026-11-22T10:00:00Z", "next_cursor": cursor}
    return Said(200, json.dumps(body).encode())


def answers(edge: Knocker, *said: Said) -> list[dict[str, Any]]:
    """Let records answer so, call by call; gives what it is asked."""
    asked: list[dict[str, Any]] = []

    async def send(kind: type[Request[Any]], body: bytes, headers: Mapping[str, Any]) -> Said:
        assert kind is ExportRecords
        assert headers["authorization"].startswith("Bearer ")
        asked.append(json.loads(body))
        return said[len(asked) - 1]

    edge.bus.send = send  # type: ignore[method-assign]
    return asked


async def download(
    edge: Knocker, query: str = "", *, language: str = "", leaves: Callable[[list[Message]], bool] = lambda _: False
) -> tuple[int, dict[str, str], str, bool]:
    """Give status, headers, text and whether the file came to its end; the reader may leave before."""
    got: list[Message] = []
    gone, taken = asyncio.Event(), iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Message:
        first = next(taken, None)
        if first is None:
            await gone.wait()
        return first or {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        got.append(message)
        if leaves(got):
            gone.set()
        await asyncio.sleep(0)

    given = {"authorization": f"Bearer {edge.token()}", "accept-language": language}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": PATH, "raw_path": PATH.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        "client": ("192.0.2.1", 50_000), "server": ("edge", 80),
    }  # fmt: skip
    await edge.app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in got[0]["headers"]}
    whole = not got[-1].get("more_body", False) and len(got) > 1
    return got[0]["status"], headers, b"".join(one.get("body", b"") for one in got[1:]).decode(errors="replace"), whole


async def test_a_file_is_pulled_page_by_page_with_what_was_asked_for(edge: Knocker) -> None:
    asked = answers(edge, page(1, 3), page(2, 3), page(3, 3))
    query = "sort=-total&q=roof&filter[status]=open&fields=record_id,fields.project,total"
    status, headers, text, whole = await download(edge, query, language="de")
    assert (status, whole, headers["content-type"]) == (200, True, "text/csv; charset=utf-8")
    assert headers["content-disposition"] == 'attachment; filename="invoices-2026-11-22.csv"'
    assert text.startswith('\ufeff"Nummer","Projekt","Gesamt"\r\n"R-1-0","\'=1+1",-1.50\r\n')
    assert text.count("\r\n") == 7
    question = {
        "module": "invoices", "sort": "-total", "q": "roof", "filter": {"status": {"is": "open"}}, "limit": 500,
        "fields": ["record_id", "fields.project", "total"],
    }  # fmt: skip
    begun = {"as_of": "2026-11-22T10:00:00Z"}
    assert asked == [question, {**question, **begun, "cursor": "c1"}, {**question, **begun, "cursor": "c2"}]


async def test_programs_get_names_and_no_byte_order_mark(edge: Knocker) -> None:
    answers(edge, page(1, 1))
    assert (await download(edge, "headers=names"))[2].startswith('"record_id","fields.project","total"\r\n')


async def test_a_workbook_is_pulled_alike(edge: Knocker) -> None:
    asked = answers(edge, page(1, 2), page(2, 2))
    status, headers, text, whole = await download(edge, "format=xlsx")
    assert (status, whole, text[:2], len(asked)) == (200, True, "PK", 2)
    assert headers["content-type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert headers["content-disposition"] == 'attachment; filename="invoices-2026-11-22.xlsx"'


async def test_what_is_refused_is_refused_before_the_file_begins(edge: Knocker) -> None:
    answers(edge, problem(422, "records.unknown-field", "/filter/balance/lt"))
    status, headers, text, _ = await download(edge, "filter[balance][lt]=1")
    assert (status, headers["content-type"]) == (422, "application/problem+json")
    assert [fault["pointer"] for fault in json.loads(text)["errors"]] == ["/filter[balance][lt]"]
    for query in ("format=pdf", "cursor=c1", "as_of=2026-11-22T10:00:00Z", "limit=5", "headers=none"):
        answers(edge)
        assert (await download(edge, query))[0] == 422, query


@pytest.mark.parametrize("broken", [problem(422, "records.bad-cursor"), problem(504, "no-answer"), Said(200, b"{}")])
async def test_a_file_that_breaks_off_does_not_look_whole(edge: Knocker, broken: Said) -> None:
    answers(edge, page(1, 3), broken)
    status, _, text, whole = await download(edge)
    assert (status, whole) == (200, False)
    assert "R-1-1" in text


async def test_nothing_more_is_pulled_for_a_reader_who_left_and_their_place_is_free(edge: Knocker) -> None:
    room = edge.settings.exports
    for _ in range(room + 2):
        asked = answers(edge, *(page(number, 100) for number in range(1, 101)))
        await download(edge, leaves=lambda got: len(got) >= 4)
        assert len(asked) < 10


async def test_only_so_many_run_at_once(edge: Knocker) -> None:
    waiting, go = asyncio.Event(), asyncio.Event()
    running = 0

    async def send(_kind: type[Request[Any]], _body: bytes, _headers: Mapping[str, Any]) -> Said:
        nonlocal running
        running += 1
        if running == edge.settings.exports:
            waiting.set()
        await go.wait()
        return page(1, 1)

    edge.bus.send = send  # type: ignore[method-assign, assignment]
    tasks = [asyncio.create_task(download(edge)) for _ in range(edge.settings.exports)]
    await asyncio.wait_for(waiting.wait(), 10)
    status, headers, _, _ = await download(edge)
    assert (status, "retry-after" in headers) == (503, True)
    go.set()
    assert {(await task)[0] for task in tasks} == {200}
