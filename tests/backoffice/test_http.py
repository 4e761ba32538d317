"""Over HTTP: what the edge's answers mean for the events of a batch."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from backoffice import DoorClosedError, EventMaker, HttpWire, Limits, Pause, Publisher, UnreachableError
from backoffice.http import tenant_of_key
from contracts.problem import Problem
from stack.backoffice_bench import invoice
from stack.served import served

KEY = "acme.k1.secret"
MAKER = EventMaker("acme", "erp://acme/main", trace=f"00-{'a' * 32}-{'b' * 16}-01")
WRONG = Problem.of(422, "invalid-input", "The event is not valid")


@dataclass
class Edge:
    """Stands in for the edge: gives its scripted answers, then takes everything."""

    script: list[web.Response] = field(default_factory=list)
    asked: list[tuple[str, Mapping[str, str], list[dict[str, Any]]]] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        events = json.loads(await request.read())
        self.asked.append((request.path_qs, request.headers, events))
        return self.script.pop(0) if self.script else web.json_response({"accepted": len(events)}, status=202)


@asynccontextmanager
async def _edge(*script: web.Response) -> AsyncIterator[Edge]:
    edge = Edge(list(script))
    app = web.Application(client_max_size=10_000_000)
    app.router.add_post("/backoffice/v1/events", edge.answer)
    async with served(app) as edge.url:
        yield edge


def _problem(status: int, headers: Mapping[str, str] | None = None) -> web.Response:
    problem = Problem.of(status, "edge.test", "Not now", "come back")
    return web.Response(status=status, text=problem.model_dump_json(), headers=dict(headers or {}))


async def test_a_batch_is_posted_with_key_and_trace() -> None:
    async with _edge() as edge, Publisher(HttpWire(f"{edge.url}/", KEY, backfill=True)) as publisher:
        receipts = await publisher.publish([MAKER.event(invoice(number)) for number in range(3)])
    assert all(receipt.accepted for receipt in receipts)
    [(path, headers, events)] = edge.asked
    assert path == "/backoffice/v1/events?backfill=true"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert headers["Content-Type"] == "application/cloudevents-batch+json"
    assert headers["traceparent"] == MAKER.trace
    assert [event["subject"] for event in events] == ["invoices/INV-0", "invoices/INV-1", "invoices/INV-2"]


async def test_what_is_rejected_is_told_for_its_event() -> None:
    rejected = [{"index": 1, "id": "x", "problem": json.loads(WRONG.model_dump_json())}]
    answer = web.json_response({"accepted": 2, "rejected": rejected}, status=202)
    async with _edge(answer) as edge, Publisher(HttpWire(edge.url, KEY)) as publisher:
        receipts = await publisher.publish([MAKER.event(invoice(number)) for number in range(3)])
    assert [receipt.problem for receipt in receipts] == [None, WRONG, None]


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
async def test_what_passes_is_waited_for_as_long_as_asked(status: int) -> None:
    pauses: list[Pause] = []
    async with (
        _edge(_problem(status, {"Retry-After": "0"}), _problem(status)) as edge,
        Publisher(HttpWire(edge.url, KEY), on_pause=pauses.append) as publisher,
    ):
        [receipt] = await publisher.publish([MAKER.event(invoice(1))])
    assert receipt.accepted
    assert [pause.reason for pause in pauses] == [f"Portico answers {status} Not now: come back"] * 2
    assert len({json.dumps(events) for _, _, events in edge.asked}) == 1


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("1", 1.0),
        ("0", 0.2),
        ("999999999", 300.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.2),
        ("soon", None),
        ("-1", None),
    ],
)
async def test_retry_after_is_seconds_or_a_date_and_bounded(asked: str, seconds: float | None) -> None:
    pauses: list[Pause] = []

    def stop(pause: Pause) -> None:
        pauses.append(pause)
        raise UnreachableError("enough")

    async with (
        _edge(_problem(503, {"Retry-After": asked})) as edge,
        Publisher(HttpWire(edge.url, KEY), Limits(give_up_after=1_000), on_pause=stop) as publisher,
    ):
        with pytest.raises(UnreachableError):
            await publisher.publish([MAKER.event(invoice(1))])
    assert seconds is None or pauses[0].seconds == seconds


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (_problem(401), "refuses this API key"),
        (_problem(403), "refuses this API key"),
        (web.Response(status=404, text="nothing"), "no Portico at this address"),
        (_problem(422), "422 Not now: come back"),
        (_problem(413), "413"),
        (web.Response(status=302, headers={"Location": "https://elsewhere.example"}), "302"),
    ],
)
async def test_a_door_that_stays_closed_is_told_at_once(answer: web.Response, told: str) -> None:
    async with _edge(answer) as edge, Publisher(HttpWire(edge.url, KEY)) as publisher:
        with pytest.raises(DoorClosedError, match=told):
            await publisher.publish([MAKER.event(invoice(1))])
    assert len(edge.asked) == 1


async def test_an_edge_that_is_not_there_is_told() -> None:
    async with _edge() as edge:
        pass
    async with Publisher(HttpWire(edge.url, KEY), Limits(give_up_after=0.3)) as publisher:
        with pytest.raises(UnreachableError, match="does not answer"):
            await publisher.publish([MAKER.event(invoice(1))])


@pytest.mark.parametrize(
    ("key", "tenant"), [("acme.k1.secret", "acme"), ("globex.k.s", "globex"), ("secret", None), ("", None)]
)
def test_the_key_says_the_tenant(key: str, tenant: str | None) -> None:
    assert tenant_of_key(key) == tenant


def test_an_address_without_a_scheme_is_refused() -> None:
    with pytest.raises(DoorClosedError, match="https"):
        HttpWire("portico.example", KEY)
