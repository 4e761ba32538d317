"""A stop: nobody takes in what nobody will finish, what runs is finished in its time, and then everything is let go."""

import asyncio
import signal
import time
from dataclasses import dataclass, replace

import aio_pika
import pytest

from chassis.call_router import CallRouter
from chassis.event_router import EventRouter
from chassis.relay import LEASES
from chassis.service import LET_GO_SECONDS, Connected
from chassis.store_service import StoreService
from chassis.work import Work
from contracts.envelope import CloudEvent
from contracts.identity.invitations import InvitationWithdrawn
from contracts.identity.people import ListMemberships, Memberships
from contracts.principal import Principal
from contracts.topology import EVENTS
from stack import wait_until_async
from stack.bench import Bench, drain, running

QUEUE = "notifications.invitations"


@dataclass
class Slow:
    """Use cases that begin, and end when the test says so."""

    begun: asyncio.Event
    end: asyncio.Event
    done: list[str]

    async def work(self, what: str) -> None:
        """Take as long as it takes."""
        self.begun.set()
        await self.end.wait()
        self.done.append(what)


@pytest.fixture
def slow() -> Slow:
    return Slow(asyncio.Event(), asyncio.Event(), [])


def _service(bench: Bench, slow: Slow) -> StoreService:
    calls: CallRouter[Slow] = CallRouter()
    events: EventRouter[Slow] = EventRouter(QUEUE, guarded=True)

    @calls.call(ListMemberships)
    async def on_list(_request: ListMemberships, _who: Principal, use: Slow) -> Memberships:
        """Answer when told."""
        await use.work("call")
        return Memberships(items=())

    @events.on(InvitationWithdrawn)
    async def on_withdrawn(event: InvitationWithdrawn, use: Slow) -> None:
        await use.work(event.invitation_id)

    def build(_work: Work) -> Slow:
        return slow

    service = bench.service("notifications")
    service.calls(calls, build)
    service.events(events, build)
    return service


async def _publish(bench: Bench, name: str) -> None:
    cloud = CloudEvent(
        id=name,
        source="portico://identity",
        type=InvitationWithdrawn.NAME,
        tenantid="acme",
        data={"invitation_id": name},
    )
    await bench.publisher.publish(EVENTS, InvitationWithdrawn.NAME, cloud.model_dump_json(exclude_none=True).encode())


async def _ready(service: StoreService) -> bool:
    return all((await service.health.ready()).values())


async def test_what_runs_at_a_stop_is_finished_and_acknowledged(bench: Bench, slow: Slow) -> None:
    service = _service(bench, slow)
    await service.start()
    await wait_until_async(lambda: _ready(service), 30)
    calling = asyncio.create_task(bench.calls.call(ListMemberships(), {"authorization": bench.token("acme")}))
    await slow.begun.wait()
    slow.begun.clear()
    await _publish(bench, "in-hand")
    await slow.begun.wait()
    stopping = asyncio.create_task(service.stop())
    await wait_until_async(lambda: _takes_nothing_more(service))
    assert (await service.health.ready())["started"] is False
    await _publish(bench, "too-late")
    await wait_until_async(lambda: _waiting(bench, 1))
    slow.end.set()
    assert (await calling).items == ()
    await stopping
    assert sorted(slow.done) == ["call", "in-hand"]
    (left,) = await wait_until_async(lambda: drain(bench.amqp_url, QUEUE))
    assert b"too-late" in left.body
    assert not left.redelivered


async def _takes_nothing_more(service: StoreService) -> bool:
    return all(subscriber._consumer_tag is None for subscriber in service.subscribers)


async def _waiting(bench: Bench, messages: int) -> bool:
    async with await aio_pika.connect(bench.amqp_url) as connection, connection.channel() as channel:
        declared = await (await channel.get_queue(QUEUE, ensure=False)).declare()
        return declared.message_count == messages


async def _consumers(bench: Bench, wanted: int) -> bool:
    async with await aio_pika.connect(bench.amqp_url) as connection, connection.channel() as channel:
        declared = await (await channel.get_queue(QUEUE, ensure=False)).declare()
        return declared.consumer_count == wanted


async def test_what_does_not_end_is_let_go_at_the_deadline_and_comes_again(bench: Bench, slow: Slow) -> None:
    hasty = replace(bench, settings=bench.settings.model_copy(update={"stop_deadline": 1.0}))
    service = _service(hasty, slow)
    await service.start()
    await _publish(bench, "endless")
    await slow.begun.wait()
    began = time.monotonic()
    await service.stop()
    assert time.monotonic() - began < 1.0 + 3 * LET_GO_SECONDS
    assert slow.done == []
    (left,) = await wait_until_async(lambda: drain(bench.amqp_url, QUEUE))
    assert left.redelivered


async def test_running_work_gets_as_long_as_the_settings_say(bench: Bench, slow: Slow) -> None:
    patient = replace(bench, settings=bench.settings.model_copy(update={"stop_deadline": 42.0}))
    assert _service(patient, slow).broker.config.graceful_timeout == 42.0


async def test_a_stop_gives_the_relays_lease_back(bench: Bench, slow: Slow) -> None:
    async with running(_service(bench, slow)) as service:
        leases = service.database.raw[LEASES]
        await wait_until_async(lambda: leases.find_one({}))
    async with running(_service(bench, slow)) as following:
        await wait_until_async(lambda: following.database.raw[LEASES].find_one({}), 2)


async def test_a_service_is_ready_only_with_every_consumer(bench: Bench, slow: Slow) -> None:
    async with running(_service(bench, slow)) as service:
        await wait_until_async(lambda: _ready(service), 30)
        async with await aio_pika.connect(bench.amqp_url) as connection, connection.channel() as channel:
            await channel.queue_delete(ListMemberships.NAME)
        await wait_until_async(lambda: _unready(service, "consumers"), 15)


async def _unready(service: StoreService, check: str) -> bool:
    return not (await service.health.ready())[check]


async def test_a_signal_stops_a_service_in_good_order(bench: Bench, slow: Slow) -> None:
    service = _service(bench, slow)
    run = asyncio.create_task(service.run())
    await wait_until_async(lambda: _ready(service), 30)
    signal.raise_signal(signal.SIGTERM)
    await asyncio.wait_for(run, 15)
    assert not service.health.started


async def test_a_signal_before_the_start_is_done_stops_too(bench: Bench, slow: Slow) -> None:
    service = _service(bench, slow)
    run = asyncio.create_task(service.run())
    await asyncio.sleep(0)
    signal.raise_signal(signal.SIGTERM)
    await asyncio.wait_for(run, 15)


@pytest.mark.parametrize("error", [ZeroDivisionError("a bug"), None])
async def test_a_task_that_ends_by_itself_ends_the_service(bench: Bench, slow: Slow, error: Exception | None) -> None:
    service = _service(bench, slow)

    async def end(_parts: Connected) -> None:
        if error:
            raise error

    service.task("short-lived", end)
    with pytest.raises(RuntimeError, match="ended by itself"):
        await asyncio.wait_for(service.run(), 30)
    assert not service.health.started


async def test_a_start_that_fails_is_told_and_leaves_nothing(bench: Bench, slow: Slow) -> None:
    service = _service(bench, slow)

    async def fail(_parts: Connected) -> None:
        raise ZeroDivisionError

    service.on_start(fail)
    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(service.run(), 30)
    assert await _consumers(bench, 0)
