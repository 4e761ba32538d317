"""Two tenants' backoffices on a real broker, each with a queue behind `backoffice.in`."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import aio_pika
import pytest

from contracts.topology import BACKOFFICE_IN, tenant_queue
from portico_operator.broker_users import BrokerUsers
from stack.backoffice_bench import Backoffice
from stack.backoffice_command import Desk


@pytest.fixture
async def backoffices(own_vhost: str, amqp_management_url: str) -> AsyncIterator[list[Backoffice]]:
    """Two tenants on a virtual host of this test's own."""
    users = BrokerUsers(amqp_management_url, unquote(urlsplit(own_vhost).path.removeprefix("/")))
    async with await aio_pika.connect(own_vhost) as operator:
        channel = await operator.channel()
        exchange = await channel.declare_exchange(BACKOFFICE_IN, "topic", durable=True)
        made = []
        for name in ("acme", "globex"):
            tenant = f"{name}-{secrets.token_hex(4)}"
            queue = await channel.declare_queue(f"test.{tenant}", durable=True)
            await queue.bind(exchange, f"{tenant}.#")
            await channel.declare_queue(tenant_queue(tenant), durable=True)
            user, password = await users.make(tenant)
            parts = urlsplit(own_vhost)
            url = parts._replace(netloc=f"{user}:{password}@{parts.hostname}:{parts.port}").geturl()
            made.append(Backoffice(tenant, url, channel))
        yield made


@pytest.fixture
def acme(backoffices: list[Backoffice]) -> Backoffice:
    return backoffices[0]


@pytest.fixture
def globex(backoffices: list[Backoffice]) -> Backoffice:
    return backoffices[1]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A folder to run the command in."""
    return Desk(tmp_path)
