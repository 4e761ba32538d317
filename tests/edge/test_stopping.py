"""The edge as a process: told to stop, it takes nothing new and finishes what it works on."""

import asyncio
import json
import signal
import socket
import sys
from collections.abc import AsyncIterator

import aio_pika
import aiohttp
import pytest

from chassis.keys import new_signing_key, public_keys
from chassis.tokens import TokenSigner
from contracts.identity.people import ShowMe
from contracts.message import Who
from contracts.principal import Principal
from contracts.topology import build
from portico_operator.topology import declare
from stack import wait_until_async

KEY = new_signing_key()
TOKEN = TokenSigner(KEY).sign(Principal(Who.USER, tenant="acme", subject="s1", session="x1"))
HEADERS = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        number: int = taken.getsockname()[1]
        return number


@pytest.fixture
async def process(own_vhost: str, port: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """An edge on a broker with the topology, which answers by now."""
    async with await aio_pika.connect(own_vhost) as connection, connection.channel() as channel:
        await declare(channel, build())
    settings = {
        "PORTICO_AMQP_URL": own_vhost,
        "PORTICO_VERIFY_KEYS": public_keys(KEY),
        "PORTICO_OPERATOR_VERIFY_KEYS": '{"keys": []}',
        "PORTICO_EDGE_PORT": str(port),
    }
    started = await asyncio.create_subprocess_exec(sys.executable, "-m", "chassis.run", "edge", env=settings)
    yield started
    if started.returncode is None:
        started.kill()
        await started.wait()


async def test_a_request_under_way_is_answered_though_the_edge_was_told_to_stop(
    own_vhost: str, port: int, process: asyncio.subprocess.Process
) -> None:
    url = f"http://127.0.0.1:{port}"
    async with await aio_pika.connect(own_vhost) as connection, aiohttp.ClientSession() as session:
        channel = await connection.channel()
        queue = await channel.get_queue(ShowMe.NAME, ensure=False)

        async def answers() -> bool:
            try:
                async with session.get(f"{url}/livez") as alive:
                    return alive.status == 200
            except aiohttp.ClientError:
                return False

        async def asked() -> aiohttp.ClientResponse | None:
            answer = await session.get(f"{url}/api/v1/me", headers=HEADERS)
            return answer if answer.status != 503 else None

        await wait_until_async(answers, 20)
        waiting = asyncio.create_task(wait_until_async(asked, 20))
        async with queue.iterator(timeout=20) as calls:
            call = await anext(calls)
            process.send_signal(signal.SIGTERM)

            async def closed() -> bool:
                return not await answers()

            await wait_until_async(closed, 4)
            reply = aio_pika.Message(b'{"id": "s1"}', correlation_id=call.correlation_id, headers={"x-status": 200})
            await channel.default_exchange.publish(reply, str(call.reply_to))
            await call.ack()
        answer = await waiting
        assert answer is not None
        assert json.loads(await answer.text()) == {"id": "s1"}
    assert await asyncio.wait_for(process.wait(), 20) == 0


async def test_a_stop_does_not_wait_for_open_streams(
    own_vhost: str, port: int, process: asyncio.subprocess.Process
) -> None:
    async with aiohttp.ClientSession(headers=HEADERS) as session:

        async def opened() -> aiohttp.ClientResponse | None:
            try:
                answer = await session.get(f"http://127.0.0.1:{port}/api/v1/stream")
            except aiohttp.ClientError:
                return None
            return answer if answer.status == 200 else None

        stream = await wait_until_async(opened, 20)
        assert stream is not None
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(3):
            assert b"retry:" in await stream.read()
    assert await asyncio.wait_for(process.wait(), 20) == 0
