"""Streams at the door: what is told, what never is, and what ends them."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.identity.people import Revoked
from contracts.records.intake import PolicyChanged, RecordRemoved
from contracts.records.watching import CheckVisible
from edge.gateways.changes import hear
from stack.knocking import Knocker, problem
from stack.streaming import SOON, STREAM, checked, cloud, happens, reading, shows, that, told
from stack.waiting import wait_until_async

MANY = "watch[invoices]=" + ",".join(f"r{number}" for number in range(101))


async def test_what_changes_and_shows_is_told_of(edge: Knocker) -> None:
    shows(edge, "r1")
    async with reading(edge) as reader:
        await checked(edge, 1)
        happens(edge, "r1")
        happens(edge, "r2")

        assert await told(reader, "record.changed") == {"module": "invoices", "id": "r1", "revision": 7}

    asked = (await checked(edge, 2))[1]["records"]
    assert {each["id"] for each in asked} == {"r1", "r2"}, "gathered into one question"
    assert "r2" not in reader.text, "it does not show"


async def test_who_asks_is_the_reader(edge: Knocker) -> None:
    shows(edge)
    async with reading(edge) as reader:
        await checked(edge, 1)
    _, _, headers = edge.bus.calls[-1]
    assert headers["authorization"].startswith("Bearer eyJ")
    assert headers["tenant"] == "acme"
    assert reader.got[0]["status"] == 200
    assert (b"content-type", b"text/event-stream; charset=utf-8") in reader.got[0]["headers"]


async def test_of_another_account_or_tenant_nothing_is_even_asked(edge: Knocker) -> None:
    shows(edge, "r1")
    async with reading(edge) as reader, reading(edge, tenant="globex") as foreigner:
        await checked(edge, 2)
        happens(edge, "r1", accounts=("C-2",))
        happens(edge, "r1", tenant="initech")
        happens(edge, "r9")

        assert [{each["id"] for each in one["records"]} for one in await checked(edge, 3)] == [set(), set(), {"r9"}]
        assert reader.told == foreigner.told == []


async def test_what_is_watched_and_goes_is_told_of_once_and_what_never_showed_like_what_is_not_there(
    edge: Knocker,
) -> None:
    shows(edge, "r1")
    async with reading(edge, STREAM + "?watch[invoices]=r1,r2") as reader:
        assert await told(reader, "record.gone") == {"module": "invoices", "id": "r2"}
        happens(edge, "r2", accounts=("C-2",))
        shows(edge)
        gone = RecordRemoved(id="r1", module="invoices", record_id="r1", revision=8, accounts=("C-1",))
        hear(edge.streams, b"[" + cloud("acme", gone).model_dump_json().encode() + b"]")
        await wait_until_async(that(lambda: len(reader.told) == 2), SOON)
        happens(edge, "r1")
        await checked(edge, 3)

    assert [data["id"] for _, data in reader.told] == ["r2", "r1"]


async def test_many_changes_are_told_of_as_many_only_where_some_of_them_show(edge: Knocker) -> None:
    shows(edge)
    async with reading(edge) as reader:
        await checked(edge, 1)
        for number in range(150):
            happens(edge, f"r{number}")
        [question] = (await checked(edge, 2))[1:]
        assert len(question["records"]) == 100
        assert [one["module"] for one in question["modules"]] == ["invoices"]
        assert reader.told == []

        shows(edge, newer=("invoices",))
        for number in range(150):
            happens(edge, f"r{number}")
        assert await told(reader, "record.changed") == {"module": "invoices"}


async def test_what_records_cannot_say_now_is_asked_again_and_not_told(edge: Knocker) -> None:
    shows(edge)
    async with reading(edge) as reader:
        await checked(edge, 1)
        edge.bus.answers[CheckVisible] = problem(503, "unavailable")
        happens(edge, "r1")
        await checked(edge, 2)
        assert reader.told == []
        shows(edge, "r1")
        assert (await told(reader, "record.changed"))["id"] == "r1"


@pytest.mark.parametrize(
    "what",
    [
        {"kind": "session", "id": "x1"},
        {"kind": "user", "id": "u1"},
        {"kind": "membership", "id": "m1", "revision": 2},
    ],
    ids=lambda what: what["kind"],
)
async def test_a_revoked_session_ends_its_stream_and_no_other(edge: Knocker, what: dict[str, Any]) -> None:
    shows(edge)
    other = {"subject": "u2", "session": "x2", "membership": "m2"}
    async with reading(edge) as reader, reading(edge, **other) as neighbour:
        await edge.revocations._hear_event(
            cloud("acme", Revoked(at=datetime.now(UTC), **what)).model_dump_json().encode()
        )
        assert await told(reader, "session.ended") == {}
        await wait_until_async(that(lambda: reader.got[-1].get("more_body") is False), SOON)
        assert neighbour.told == []
    edge.revocations._at.clear()
    edge.revocations._revisions.clear()


async def test_a_session_that_records_knows_to_be_over_ends_the_stream(edge: Knocker) -> None:
    edge.bus.answers[CheckVisible] = problem(401, "identity.revoked")
    async with reading(edge) as reader:
        await told(reader, "session.ended")


async def test_other_rules_are_told_of_in_their_own_portal(edge: Knocker) -> None:
    shows(edge, "r1")
    async with (
        reading(edge, STREAM + "?watch[invoices]=r1") as reader,
        reading(edge, portal="suppliers") as other,
        reading(edge, tenant="globex") as foreigner,
    ):
        await checked(edge, 3)
        shows(edge)
        event = cloud("acme", PolicyChanged(portal="customers", version=4))
        await edge.revocations._hear_event(event.model_dump_json().encode())

        assert await told(reader, "portal.changed") == {"version": 4}
        assert await told(reader, "record.gone") == {"module": "invoices", "id": "r1"}
        assert other.told == foreigner.told == []


async def test_a_stream_ends_with_its_token_and_says_so_before(edge: Knocker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edge.http.event_stream.ENDING_SECONDS", 1)
    shows(edge)
    begun = time.monotonic()
    async with reading(edge, seconds=3) as reader:
        assert await told(reader, "stream.ending") == {"seconds": 1}
        await wait_until_async(that(lambda: reader.got[-1].get("more_body") is False), SOON)
        assert time.monotonic() - begun < 4


async def test_signs_of_life_come_at_their_time_whatever_happens(
    edge: Knocker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge.http.event_stream.BEAT_SECONDS", 0.1)
    shows(edge)
    async with reading(edge) as reader:
        for number in range(20):
            happens(edge, f"r{number}")
            await asyncio.sleep(0)
        await wait_until_async(that(lambda: reader.text.count(": still here") >= 3), SOON)
        assert reader.told == []


async def test_a_stop_ends_every_stream_at_once_and_opens_no_other() -> None:
    edge = Knocker()
    shows(edge)
    async with reading(edge) as reader:
        edge.streams.shut()
        await wait_until_async(that(lambda: reader.got[-1].get("more_body") is False), SOON)
        assert reader.told == []
        assert (await edge.ask("GET", STREAM, token=edge.token(account="C-1"))).status == 503


async def test_somebody_has_so_many_streams_and_a_replica_so_many_and_their_places_come_back() -> None:
    edge = Knocker(streams=3, streams_each=2)
    shows(edge)
    async with reading(edge):
        async with reading(edge):
            refused = await edge.ask("GET", STREAM, token=edge.token(subject="u1"))
            assert (refused.status, refused.json["code"]) == (429, "too-many-streams")
            async with reading(edge, subject="u2"):
                assert (await edge.ask("GET", STREAM, token=edge.token(subject="u3"))).status == 503
        async with reading(edge):
            pass
    assert len(edge.streams) == 0


@pytest.mark.parametrize(
    "query",
    ["watch=r1", "watch[invoices]=", "watch[invoices]=a%20b", "watch[Invoices]=a", "watch[invoices][x]=a", MANY],
    ids=lambda query: query[:24],
)
async def test_what_is_watched_has_to_be_right(edge: Knocker, query: str) -> None:
    answer = await edge.ask("GET", f"{STREAM}?{query}", token=edge.token())
    assert answer.status == 422
    assert len(edge.streams) == 0
