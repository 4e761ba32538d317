"""Revocations: heard by every replica, also of the minutes before it started; and who may have missed one knows it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chassis.outbox import Outgoing
from chassis.problems import Refused
from chassis.publisher import Publisher, connect
from chassis.revocations import BEAT, LOOK_BACK, Beat, Revocations
from chassis.tokens import ACCESS_SECONDS, VIEW_SECONDS
from contracts.envelope import CloudEvent
from contracts.identity.people import Revoked
from contracts.message import Event, Who
from contracts.principal import Principal
from contracts.records.intake import PolicyChanged
from contracts.topology import BROADCAST, BROADCAST_STREAM, build
from portico_operator.topology import declare
from stack import own_stack, wait_until_async
from stack.bench import Bench
from stack.connections import close_connections

NOW = int(time.time())
USER = Principal(Who.USER, tenant="acme", subject="u-1", session="s-1", membership="m-1", issued_at=NOW)
STAFF = Principal(Who.STAFF, tenant="acme", subject="p-1", session="s-2", issued_at=NOW)
KEY = Principal(Who.SYSTEM, tenant="acme", subject="k-1", issued_at=NOW)
SILENCE = 1.0


def _revoked(kind: str, name: str, seconds: float = 0.5) -> Revoked:
    at = datetime.fromtimestamp(NOW, UTC) + timedelta(seconds=seconds)
    return Revoked.model_validate({"kind": kind, "id": name, "at": at.isoformat()})


@pytest.mark.parametrize(
    ("who", "kind", "name"),
    [
        (USER, "session", "s-1"), (USER, "membership", "m-1"), (USER, "user", "u-1"), (STAFF, "session", "s-2"),
        (STAFF, "staff", "p-1"), (KEY, "key", "k-1"),
    ],
)  # fmt: skip
def test_a_token_from_before_its_revocation_is_refused(who: Principal, kind: str, name: str) -> None:
    revocations = Revocations(SILENCE)
    revocations.refuse_revoked(who)
    revocations.revoke(_revoked(kind, name, seconds=-5))
    revocations.refuse_revoked(who)
    revocations.revoke(_revoked(kind, name))
    revocations.revoke(_revoked(kind, name, seconds=-9))  # late news of an earlier one
    with pytest.raises(Refused) as refused:
        revocations.refuse_revoked(who)
    assert refused.value.problem.status == 401


@pytest.mark.parametrize(
    ("kind", "name"), [("session", "s-9"), ("user", "m-1"), ("staff", "u-1"), ("membership", "s-1")]
)
def test_the_revocation_of_something_else_does_not_count(kind: str, name: str) -> None:
    revocations = Revocations(SILENCE)
    revocations.revoke(_revoked(kind, name))
    revocations.refuse_revoked(USER)


def test_who_has_heard_nothing_is_cut_off() -> None:
    revocations = Revocations(SILENCE)
    assert revocations.cut_off
    assert not revocations.caught_up
    with pytest.raises(Refused) as refused:
        revocations.refuse_when_cut_off()
    assert refused.value.problem.status == 503
    assert refused.value.problem.retry_after


@asynccontextmanager
async def _listening(amqp_url: str, name: str = "listener") -> AsyncIterator[Revocations]:
    revocations = Revocations(SILENCE)
    connection = await connect(amqp_url, name)
    task = asyncio.create_task(revocations.listen(connection))
    try:
        yield revocations
    finally:
        task.cancel()
        await asyncio.wait([task])
        await connection.close()


async def _say(bench: Bench, event: Event) -> None:
    outgoing = Outgoing("identity", "acme")
    outgoing.add(event, None)
    row = outgoing.row()
    assert row is not None
    message = next(message for message in row["messages"] if message["exchange"] == BROADCAST)
    await bench.publisher.publish(BROADCAST, message["key"], message["body"])


async def _caught_up(revocations: Revocations) -> bool:
    return revocations.caught_up


async def _refuses(revocations: Revocations, who: Principal) -> bool:
    try:
        revocations.refuse_revoked(who)
    except Refused:
        return True
    return False


async def _beat(bench: Bench) -> None:
    await Beat(bench.publisher)(datetime.now(UTC))


async def test_a_replica_hears_what_was_said_before_it_started_and_after(bench: Bench) -> None:
    await _say(bench, _revoked("session", "s-1"))
    async with _listening(bench.amqp_url) as one, _listening(bench.amqp_url) as two:
        for revocations in (one, two):
            await wait_until_async(lambda heard=revocations: _refuses(heard, USER))  # type: ignore[misc]
            revocations.refuse_revoked(STAFF)
        await _say(bench, _revoked("staff", "p-1"))
        for revocations in (one, two):
            await wait_until_async(lambda heard=revocations: _refuses(heard, STAFF), 2)  # type: ignore[misc]


async def test_only_a_beat_of_now_means_caught_up(bench: Bench) -> None:
    await _beat(bench)
    await _say(bench, _revoked("session", "s-1"))
    async with _listening(bench.amqp_url) as revocations:
        await wait_until_async(lambda: _refuses(revocations, USER))
        assert not revocations.caught_up  # the beat from before tells nothing about what came since
        await _beat(bench)
        await wait_until_async(lambda: _caught_up(revocations))
        assert not revocations.cut_off


async def test_who_hears_no_beat_for_too_long_is_cut_off_until_the_next(bench: Bench) -> None:
    async with _listening(bench.amqp_url) as revocations:
        await wait_until_async(lambda: _hears_a_beat(bench, revocations))
        heard = time.monotonic()
        await wait_until_async(lambda: _cut_off(revocations), SILENCE * 3)
        assert time.monotonic() - heard > SILENCE / 2
        assert revocations.caught_up
        await _beat(bench)
        await wait_until_async(lambda: _not_cut_off(revocations))


async def _hears_a_beat(bench: Bench, revocations: Revocations) -> bool:
    await _beat(bench)
    return revocations.caught_up


async def _cut_off(revocations: Revocations) -> bool:
    return revocations.cut_off


async def _not_cut_off(revocations: Revocations) -> bool:
    return not revocations.cut_off


async def test_beats_come_at_most_twice_a_second(bench: Bench) -> None:
    beat = Beat(bench.publisher)
    heard: list[Any] = []
    async with _listening(bench.amqp_url) as revocations:
        revocations._hear_beat = heard.append  # type: ignore[method-assign,assignment]
        for _ in range(50):
            await beat(datetime.now(UTC))
        await _say(bench, _revoked("session", "s-1"))
        await wait_until_async(lambda: _refuses(revocations, USER))
    assert len(heard) == 1


async def test_rubbish_and_a_failing_listener_hold_nothing_up(bench: Bench) -> None:
    async def fail(_cloud: CloudEvent) -> None:
        raise ZeroDivisionError

    async with _listening(bench.amqp_url) as revocations:
        revocations.on(PolicyChanged.NAME, fail)
        for _ in range(250):  # more than may be unacknowledged at once
            await bench.publisher.publish(BROADCAST, "identity.session.revoked.v1", b"rubbish")
            await bench.publisher.publish(BROADCAST, BEAT, b'{"at": "soon"}')
        await _say(bench, PolicyChanged(portal="customers", version=2))
        await _say(bench, _revoked("session", "s-1"))
        await wait_until_async(lambda: _refuses(revocations, USER), 20)


async def test_listeners_hear_other_broadcasts(bench: Bench) -> None:
    heard: list[CloudEvent] = []

    async def hear(cloud: CloudEvent) -> None:
        heard.append(cloud)

    await _say(bench, PolicyChanged(portal="customers", version=2))
    async with _listening(bench.amqp_url) as revocations:
        revocations.on(PolicyChanged.NAME, hear)
        await _say(bench, PolicyChanged(portal="customers", version=3))
        await wait_until_async(lambda: _as_many(heard, 2))
    assert [(cloud.tenantid, cloud.data["version"]) for cloud in heard] == [("acme", 2), ("acme", 3)]


async def _as_many(heard: list[CloudEvent], least: int) -> bool:
    return len(heard) >= least


async def test_after_a_lost_connection_the_last_minutes_are_read_again(bench: Bench, amqp_management_url: str) -> None:
    async with _listening(bench.amqp_url, "loses-it") as revocations:
        await wait_until_async(lambda: _hears_a_beat(bench, revocations))
        revocations._at.clear()
        await _say(bench, _revoked("session", "s-1"))
        await wait_until_async(lambda: _refuses(revocations, USER))
        revocations._at.clear()  # as if it had been missed
        assert await asyncio.to_thread(close_connections, amqp_management_url, bench.amqp_url, "loses-it")
        await wait_until_async(lambda: _refuses(revocations, USER), 15)
        assert not revocations.caught_up
        await wait_until_async(lambda: _hears_a_beat(bench, revocations))


@pytest.mark.alone
async def test_the_broadcast_survives_a_restart_of_the_broker() -> None:
    with own_stack() as stack:
        await asyncio.to_thread(stack.ensure, "rabbitmq")
        url = stack.addresses["PORTICO_AMQP_URL"]
        publishing = await connect(url, "publishing")
        async with publishing.channel() as channel:
            await declare(channel, build())
        bench = Bench(url, None, Publisher(publishing), None)  # type: ignore[arg-type]  # only the broadcast is used
        await _say(bench, _revoked("session", "s-1"))
        async with _listening(url) as before:
            await wait_until_async(lambda: _refuses(before, USER))
            await asyncio.to_thread(stack.part("rabbitmq").restart)
            before._at.clear()
            await wait_until_async(lambda: _refuses(before, USER), 60)
            async with _listening(url) as after:
                await wait_until_async(lambda: _refuses(after, USER), 30)
                await wait_until_async(lambda: _hears_a_beat(bench, after), 30)
                await wait_until_async(lambda: _hears_a_beat(bench, before), 30)
        await publishing.close()


def test_the_stream_is_declared_to_last() -> None:
    (stream,) = (queue for queue in build().queues if queue.name == BROADCAST_STREAM)
    assert stream.arguments["x-queue-type"] == "stream"


def test_revocations_are_looked_back_at_for_as_long_as_any_token_lives() -> None:
    assert max(ACCESS_SECONDS, VIEW_SECONDS) < LOOK_BACK.total_seconds() < 3600, "the broadcast is kept for an hour"
