"""Batches of events between services: what travels together, and that one bad event costs none of its neighbours."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aio_pika
import pytest

from chassis.event_batch import MAX_BYTES, MAX_EVENTS, MAX_READ, packed, unpacked
from chassis.event_router import ATTEMPT_HEADER, EventRouter
from chassis.store_service import StoreService
from chassis.work import Work
from contracts.envelope import BATCH_CONTENT_TYPE, CONTENT_TYPE
from contracts.identity.invitations import InvitationCreated, InvitationWithdrawn
from contracts.topology import BACKOFFICE_OUT, BROADCAST, EVENTS, dead_name
from stack import wait_until_async
from stack.bench import Bench, drain, running

QUEUE = "notifications.invitations"
router: EventRouter[Work] = EventRouter(QUEUE)


class Refused(Exception):  # noqa: N818  a refusal is an answer
    code = "testing.refused"
    status = 409
    title = "No"


@router.on(InvitationWithdrawn)
async def on_withdrawn(event: InvitationWithdrawn, work: Work) -> None:
    await work.collection("effects").insert({"_id": f"{work.tenant}/{event.invitation_id}"})
    if event.invitation_id == "refused":
        raise Refused("for a reason")


@pytest.fixture
async def consumer(bench: Bench) -> AsyncIterator[StoreService]:
    service = bench.service("notifications")
    service.events(router, lambda work: work)
    async with running(service):
        yield service


def _message(key: str = "a.b.v1", exchange: str = EVENTS, size: int = 2, name: str = "1") -> dict[str, Any]:
    return {"exchange": exchange, "key": key, "id": name, "type": key, "body": b"{" + b" " * (size - 2) + b"}"}


def _counts(*messages: dict[str, Any]) -> list[int]:
    return [one.count for one in packed(messages)]


def test_neighbours_of_a_type_travel_together_and_the_order_stays() -> None:
    assert _counts(_message("a.v1"), _message("a.v1"), _message("b.v1"), _message("a.v1")) == [2, 1, 1]
    assert [one.content_type for one in packed([_message(), _message()])] == [BATCH_CONTENT_TYPE]
    assert [one.content_type for one in packed([_message()])] == [CONTENT_TYPE]
    assert packed([]) == []


@pytest.mark.parametrize("exchange", [BROADCAST, BACKOFFICE_OUT])
def test_who_reads_one_event_a_message_gets_one(exchange: str) -> None:
    assert _counts(_message(exchange=exchange), _message(exchange=exchange)) == [1, 1]


def test_a_batch_is_bounded_in_events_and_bytes() -> None:
    assert _counts(*[_message()] * (MAX_EVENTS + 1)) == [MAX_EVENTS, 1]
    assert _counts(*[_message(size=MAX_BYTES // 2)] * 3) == [2, 1]
    assert _counts(*[_message(size=MAX_BYTES * 2)] * 2) == [1, 1]


def test_what_is_packed_unpacks_to_the_same() -> None:
    bodies = [{"data": {"name": f"é{number}", "nested": [1.5, None, "x"]}} for number in range(3)]
    messages = [{**_message(), "body": json.dumps(body).encode()} for body in bodies]
    [one] = packed(messages)
    found = unpacked(one.body, one.content_type)
    assert [each.event for each in found] == bodies
    assert [json.loads(each.written()) for each in found] == bodies


@pytest.mark.parametrize("body", [b'{"price": 1.50, "price": 2}', b"[not even json", b"\xff"])
def test_what_came_by_itself_is_written_as_it_came(body: bytes) -> None:
    [one] = unpacked(body, CONTENT_TYPE)
    assert one.written() == body


@pytest.mark.parametrize("body", [b"{}", b"[", b"\xff", b"1", b"[" + b" " * MAX_READ + b"]"])
def test_a_batch_that_is_none_is_one_event_that_nobody_can_read(body: bytes) -> None:
    [one] = unpacked(body, BATCH_CONTENT_TYPE)
    assert one.event == one.written() == body


async def test_a_batch_arrives_whole_and_one_bad_event_is_dead_by_itself(bench: Bench, consumer: StoreService) -> None:
    async def write(work: Work) -> None:
        for number in range(MAX_EVENTS + 20):
            work.emit(InvitationWithdrawn(invitation_id="refused" if number == 7 else f"i-{number}"))

    async with running(bench.service("identity")) as producer:
        for tenant in ("acme", "globex"):
            await producer.transactor.run(tenant, write)

        async def all_there() -> bool:
            return await consumer.database.raw["effects"].count_documents({}) == 2 * (MAX_EVENTS + 19)

        await wait_until_async(all_there, 20)
    dead = [one for one in await drain(bench.amqp_url, dead_name(QUEUE)) if one.headers[ATTEMPT_HEADER] == 1]
    assert sorted(json.loads(one.body)["tenantid"] for one in dead) == ["acme", "globex"]
    assert all(json.loads(one.body)["data"]["invitation_id"] == "refused" for one in dead)


async def test_a_batch_twice_has_each_effect_once_and_rubbish_is_dead(bench: Bench, consumer: StoreService) -> None:
    async def write(work: Work) -> None:
        for number in range(5):
            work.emit(InvitationWithdrawn(invitation_id=f"i-{number}"))

    async with running(bench.service("identity")) as producer:
        await producer.transactor.run("acme", write)
        await producer.transactor.run("globex", write)

        async def both() -> list[dict[str, Any]]:
            rows = await producer.database.raw["outbox"].find({"published_at": {"$exists": True}}).to_list(10)
            return rows if len(rows) == 2 else []

        rows = await wait_until_async(both, 20)
    for row in reversed(rows):
        [one] = packed(row["messages"])
        await bench.publisher.publish(EVENTS, one.key, one.body, content_type=one.content_type)
    await bench.publisher.publish(EVENTS, InvitationWithdrawn.NAME, b"{}", content_type=BATCH_CONTENT_TYPE)
    [rubbish] = await wait_until_async(lambda: drain(bench.amqp_url, dead_name(QUEUE)), 15)
    assert rubbish.body == b"{}"

    async def worked_off() -> bool:
        async with await aio_pika.connect(bench.amqp_url) as connection, connection.channel() as channel:
            waiting = (await channel.declare_queue(QUEUE, passive=True)).declaration_result.message_count
            return not waiting and await consumer.database.raw["inbox"].count_documents({}) >= 10

    await wait_until_async(worked_off, 20)
    assert await consumer.database.raw["effects"].count_documents({}) == 10
    assert await consumer.database.raw["inbox"].count_documents({}) == 10


def test_an_event_of_another_type_between_them_splits_a_row() -> None:
    created, withdrawn = InvitationCreated.NAME, InvitationWithdrawn.NAME
    assert _counts(_message(withdrawn), _message(created), _message(withdrawn)) == [1, 1, 1]
