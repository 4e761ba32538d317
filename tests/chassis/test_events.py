"""Events through a real broker: one effect however often and in whatever order they come; failures climb and end."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import aio_pika
import pytest
from pydantic import SecretStr

from chassis.event_router import ATTEMPT_HEADER, REASON_HEADER, EventRouter, attempts_before
from chassis.ids import new_event_id
from chassis.store_service import StoreService
from chassis.work import Work
from contracts.envelope import CloudEvent
from contracts.identity.invitations import InvitationWithdrawn
from contracts.topology import EVENTS, RETRY_DELAYS, dead_name
from stack import wait_until_async
from stack.bench import Bench, drain, running
from stack.proxy import proxy_to

QUEUE = "notifications.invitations"
DELAYS = list(RETRY_DELAYS)


class Refused(Exception):  # noqa: N818  a refusal is an answer
    code = "testing.refused"
    status = 409
    title = "No"


@dataclass
class UseCases:
    work: Work

    async def note(self, what: str) -> None:
        await self.work.collection("effects").update(
            {"_id": f"{self.work.tenant}/{what}"}, {"$inc": {"times": 1}}, upsert=True
        )
        if what.startswith("fails"):
            raise ZeroDivisionError("as ever")
        if what.startswith("refuses"):
            raise Refused("for a reason")


router: EventRouter[UseCases] = EventRouter(QUEUE)
guarded: EventRouter[UseCases] = EventRouter(QUEUE, guarded=True)


@router.on(InvitationWithdrawn)
@guarded.on(InvitationWithdrawn)
async def on_withdrawn(event: InvitationWithdrawn, use: UseCases) -> None:
    await use.note(event.invitation_id)


def _consumer(bench: Bench, doors: EventRouter[UseCases] = router) -> StoreService:
    service = bench.service("notifications")
    service.events(doors, UseCases)
    return service


@pytest.fixture
async def consumer(bench: Bench) -> AsyncIterator[StoreService]:
    async with running(_consumer(bench)) as service:
        yield service


def _body(what: str, event_id: str = "", tenant: str = "acme", **other: Any) -> bytes:
    data = InvitationWithdrawn(invitation_id=what).model_dump()
    cloud = CloudEvent(
        id=event_id or new_event_id(), source="portico://identity", type=InvitationWithdrawn.NAME, tenantid=tenant,
        time=datetime.now(UTC), data=data,
    )  # fmt: skip
    return cloud.model_copy(update=other).model_dump_json(exclude_none=True).encode()


async def _publish(bench: Bench, body: bytes, headers: dict[str, Any] | None = None) -> None:
    await bench.publisher.publish(EVENTS, InvitationWithdrawn.NAME, body, message_id="m-1", headers=headers)


async def _effects(service: StoreService) -> dict[str, int]:
    rows = await service.database.raw["effects"].find().to_list(10_000)
    return {row["_id"]: row["times"] for row in rows}


async def _one_in(bench: Bench, queue: str) -> aio_pika.abc.AbstractIncomingMessage:
    (message,) = await wait_until_async(lambda: drain(bench.amqp_url, queue), 15)
    return message


async def test_what_is_committed_arrives_once(bench: Bench, consumer: StoreService) -> None:
    async def write(work: Work) -> None:
        for number in range(30):
            work.emit(InvitationWithdrawn(invitation_id=f"i-{number}"))

    async with running(bench.service("identity")) as producer:
        for tenant in ("acme", "globex"):
            await producer.transactor.run(tenant, write)
        await wait_until_async(lambda: _count(consumer, 60), 20)
    assert set((await _effects(consumer)).values()) == {1}


async def _count(service: StoreService, least: int) -> bool:
    return len(await _effects(service)) >= least


async def test_the_same_events_twice_and_shuffled_have_one_effect_each(bench: Bench, consumer: StoreService) -> None:
    bodies = [_body(f"{tenant}-{n}", f"e-{n}", tenant) for n in range(40) for tenant in ("acme", "globex")] * 2
    random.shuffle(bodies)
    await asyncio.gather(*(_publish(bench, body) for body in bodies))
    await _publish(bench, _body("last"))
    await wait_until_async(lambda: _drained(bench, consumer, 81), 20)
    assert set((await _effects(consumer)).values()) == {1}
    assert await consumer.database.raw["inbox"].count_documents({}) == 81


async def _drained(bench: Bench, service: StoreService, effects: int) -> bool:
    async with await aio_pika.connect(bench.amqp_url) as connection, connection.channel() as channel:
        left = await (await channel.get_queue(QUEUE, ensure=False)).declare()
        return not left.message_count and len(await _effects(service)) >= effects


async def test_the_same_id_of_another_source_is_another_event(bench: Bench, consumer: StoreService) -> None:
    for source in ("portico://identity", "portico://elsewhere"):
        await _publish(bench, _body("one", "e-1", source=source))
    await wait_until_async(lambda: _has(consumer, "acme/one", 2), 10)


async def _has(service: StoreService, what: str, times: int) -> bool:
    return (await _effects(service)).get(what) == times


async def test_a_guarded_projection_keeps_no_inbox(bench: Bench) -> None:
    async with running(_consumer(bench, guarded)) as service:
        for _ in range(2):
            await _publish(bench, _body("one", "e-1"))
        await wait_until_async(lambda: _has(service, "acme/one", 2), 10)
        assert await service.database.raw["inbox"].count_documents({}) == 0


async def test_a_failed_message_waits_with_its_attempt_and_comes_home(bench: Bench, consumer: StoreService) -> None:
    await _publish(bench, _body("fails"), {"x-request-id": "r-1"})
    first = await wait_until_async(lambda: drain(bench.amqp_url, DELAYS[0]), 10)
    assert [message.routing_key for message in first] == [QUEUE]
    assert first[0].headers[ATTEMPT_HEADER] == 1
    assert first[0].headers["x-request-id"] == "r-1"
    assert first[0].message_id == "m-1"
    assert first[0].delivery_mode == aio_pika.DeliveryMode.PERSISTENT
    assert await _effects(consumer) == {}
    await bench.publisher.publish(DELAYS[0], QUEUE, first[0].body, headers=first[0].headers)
    second = await wait_until_async(lambda: drain(bench.amqp_url, DELAYS[1]), 15)
    assert second[0].headers[ATTEMPT_HEADER] == 2


@pytest.mark.parametrize(("before", "queue"), [*enumerate(DELAYS), (len(DELAYS), dead_name(QUEUE))])
async def test_each_attempt_climbs_one_step(bench: Bench, consumer: StoreService, before: int, queue: str) -> None:
    await _publish(bench, _body("fails"), {ATTEMPT_HEADER: before})
    message = await _one_in(bench, queue)
    assert message.headers[ATTEMPT_HEADER] == before + 1
    assert str(message.headers[REASON_HEADER]).startswith("ZeroDivisionError")
    assert await _effects(consumer) == {}


HOPELESS = [
    (b"not json", "UnreadableEventError"),
    (b"{}", "UnreadableEventError"),
    (_body("x", type="identity.no-such-thing-happened.v1"), "UnreadableEventError"),
    (_body("x", data={"invitation_id": ""}), "UnreadableEventError"),
    (_body("refuses"), "Refused: for a reason"),
]


@pytest.mark.parametrize(("body", "reason"), HOPELESS, ids=["rubbish", "empty", "unknown", "invalid", "refused"])
async def test_what_will_never_pass_is_dead_at_once(
    bench: Bench, consumer: StoreService, body: bytes, reason: str
) -> None:
    await _publish(bench, body)
    message = await _one_in(bench, dead_name(QUEUE))
    assert str(message.headers[REASON_HEADER]).startswith(reason)
    assert message.body == body
    assert await _effects(consumer) == {}


async def test_a_bad_message_holds_nothing_up(bench: Bench, consumer: StoreService) -> None:
    for body in (b"rubbish", _body("fails"), _body("refuses"), _body("fine")):
        await _publish(bench, body, {ATTEMPT_HEADER: "many"})
    await wait_until_async(lambda: _has(consumer, "acme/fine", 1), 10)


@pytest.mark.parametrize(
    ("told", "attempts"), [(3, 3), ("2", 2), ("many", 0), (None, 0), ("-1", 0), ("²", 0), (b"1", 0)]
)
def test_an_attempt_header_that_is_no_number_counts_as_none(told: Any, attempts: int) -> None:
    assert attempts_before({ATTEMPT_HEADER: told}) == attempts
    assert attempts_before({}) == 0


async def test_while_the_database_is_away_a_message_waits_and_burns_no_attempt(bench: Bench) -> None:
    async with proxy_to(bench.settings.mongo_url.get_secret_value().split(",")[0]) as proxy:
        address = proxy.instead_of(bench.settings.mongo_url.get_secret_value()).split("?")[0]
        by_proxy = {"mongo_url": SecretStr(f"{address}?directConnection=true"), "transaction_deadline": 1.0}
        bench = replace(bench, settings=bench.settings.model_copy(update=by_proxy))
        async with running(_consumer(bench)) as service:
            await _publish(bench, _body("before"))
            await wait_until_async(lambda: _has(service, "acme/before", 1), 10)
            proxy.refuse()
            await _publish(bench, _body("meanwhile"))
            await wait_until_async(lambda: _is_away(service), 20)
            await _publish(bench, b"rubbish")  # a dead letter needs no database: the consumer is not stuck
            await _one_in(bench, dead_name(QUEUE))
            proxy.accept()
            await wait_until_async(lambda: _has(service, "acme/meanwhile", 1), 30)
        assert [await drain(bench.amqp_url, queue) for queue in (*DELAYS, dead_name(QUEUE))] == [[]] * 5


async def _is_away(service: StoreService) -> bool:
    return not (await service.health.ready())["database"]
