"""The calling side: whatever happens to broker and service, a call ends in time, and later ones work."""

import asyncio
import time
from collections.abc import AsyncIterator

import aio_pika
import pytest

from chassis.call_client import Answer, CallClient, CallRefusedError
from chassis.publisher import connect
from contracts.identity.people import ListMemberships, ShowMe
from contracts.problem import Problem
from contracts.topology import CALL_QUEUE_BOUND
from stack import wait_until_async
from stack.bench import Bench, drain
from stack.connections import close_connections
from stack.proxy import proxy_to

KIND = ListMemberships
QUICK_SECONDS = 2.0


@pytest.fixture
async def client(bench: Bench) -> AsyncIterator[CallClient]:
    connection = await connect(bench.amqp_url, "caller")
    yield CallClient(connection)
    await connection.close()


def _problem(answer: Answer) -> Problem:
    assert answer.status >= 400
    return Problem.model_validate_json(answer.body)


async def _answer_all(bench: Bench) -> int:
    """Answer what waits, as a service would."""
    async with await aio_pika.connect(bench.amqp_url) as connection, connection.channel() as channel:
        queue, answered = await channel.get_queue(KIND.NAME, ensure=False), 0
        while (message := await queue.get(fail=False, no_ack=True)) is not None:
            reply = aio_pika.Message(b"{}", correlation_id=message.correlation_id, headers={"x-status": 200})
            await channel.default_exchange.publish(reply, message.reply_to or "", mandatory=False)
            answered += 1
        return answered


async def test_a_call_travels_as_agreed(bench: Bench, client: CallClient) -> None:
    calling = asyncio.create_task(client.send(KIND, b'{"a": 1}', {"authorization": "Bearer x", "tenant": "acme"}))
    (call,) = await wait_until_async(lambda: drain(bench.amqp_url, KIND.NAME))
    assert (call.type, call.body, call.content_type) == (KIND.NAME, b'{"a": 1}', "application/json")
    assert call.headers == {"authorization": "Bearer x", "tenant": "acme"}
    assert call.delivery_mode == aio_pika.DeliveryMode.NOT_PERSISTENT
    assert call.expiration == KIND.DEADLINE
    assert call.correlation_id
    assert (call.reply_to or "").startswith("reply.")
    calling.cancel()


async def test_answers_find_their_calls_in_any_order(bench: Bench, client: CallClient) -> None:
    calls = [asyncio.create_task(client.send(KIND, b"{}", {})) for _ in range(100)]
    answered = 0
    while answered < 100:
        answered += await _answer_all(bench)
    assert {answer.status for answer in await asyncio.gather(*calls)} == {200}


async def test_pending_calls_fail_at_once_when_the_reply_queue_is_lost(
    bench: Bench, client: CallClient, amqp_management_url: str
) -> None:
    calls = [asyncio.create_task(client.send(KIND, b"{}", {})) for _ in range(10)]
    await asyncio.to_thread(close_connections, amqp_management_url, bench.amqp_url, "caller")
    closed = time.monotonic()
    answers = await asyncio.gather(*calls)
    assert time.monotonic() - closed < QUICK_SECONDS
    assert {_problem(answer).code for answer in answers} == {"unavailable"}
    await drain(bench.amqp_url, KIND.NAME)
    later = asyncio.create_task(client.send(KIND, b"{}", {}))
    await wait_until_async(lambda: _answer_all(bench))
    assert (await later).status == 200


async def test_a_full_queue_is_told_at_once_and_passes(bench: Bench, client: CallClient) -> None:
    waiting = [asyncio.create_task(client.send(KIND, b"{}", {})) for _ in range(CALL_QUEUE_BOUND)]
    await wait_until_async(lambda: _as_long_as(bench, CALL_QUEUE_BOUND))
    began = time.monotonic()
    problem = _problem(await client.send(KIND, b"{}", {}))
    assert (problem.status, problem.code) == (503, "overloaded")
    assert problem.retry_after
    assert time.monotonic() - began < QUICK_SECONDS
    answered = await _answer_all(bench)
    assert answered == CALL_QUEUE_BOUND
    assert {answer.status for answer in await asyncio.gather(*waiting)} == {200}


async def _as_long_as(bench: Bench, length: int) -> bool:
    async with await aio_pika.connect(bench.amqp_url) as connection, connection.channel() as channel:
        declared = await (await channel.get_queue(KIND.NAME, ensure=False)).declare()
        return declared.message_count == length


async def test_a_call_that_nobody_answers_ends_at_its_deadline_and_leaves_the_queue(
    bench: Bench, client: CallClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KIND, "DEADLINE", 0.3)
    problem = _problem(await client.send(KIND, b"{}", {}))
    assert (problem.status, problem.code) == (504, "no-answer")
    await wait_until_async(lambda: _as_long_as(bench, 0))


async def test_an_answer_that_comes_too_late_disturbs_nobody(
    bench: Bench, client: CallClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = asyncio.create_task(client.send(KIND, b"{}", {}))
    (call,) = await wait_until_async(lambda: drain(bench.amqp_url, KIND.NAME))
    late.cancel()
    async with await aio_pika.connect(bench.amqp_url) as connection, connection.channel() as channel:
        for _ in range(2):
            reply = aio_pika.Message(b"{}", correlation_id=call.correlation_id, headers={"x-status": 200})
            await channel.default_exchange.publish(reply, call.reply_to or "")
    monkeypatch.setattr(KIND, "DEADLINE", 5.0)
    next_one = asyncio.create_task(client.send(KIND, b"{}", {}))
    await wait_until_async(lambda: _answer_all(bench))
    assert (await next_one).status == 200


async def test_a_call_of_a_queue_that_does_not_exist_is_told_at_once(
    client: CallClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ShowMe, "NAME", "identity.no-such-thing.v1")
    began = time.monotonic()
    with pytest.raises(CallRefusedError) as refused:
        await client.call(ShowMe())
    assert refused.value.problem.status == 503
    assert time.monotonic() - began < QUICK_SECONDS


async def test_a_frozen_broker_costs_a_call_its_deadline_and_no_more(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with proxy_to(bench.amqp_url) as proxy:
        connection = await connect(proxy.instead_of(bench.amqp_url), "frozen")
        client = CallClient(connection)
        first = asyncio.create_task(client.send(KIND, b"{}", {}))
        await wait_until_async(lambda: _answer_all(bench))
        assert (await first).status == 200
        monkeypatch.setattr(KIND, "DEADLINE", 0.5)
        proxy.freeze()
        began = time.monotonic()
        assert _problem(await client.send(KIND, b"{}", {})).code == "no-answer"
        assert time.monotonic() - began < QUICK_SECONDS
        proxy.thaw()
        await connection.close()
