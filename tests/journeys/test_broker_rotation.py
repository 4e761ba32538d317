"""The tenant's broker user gets a new password: the old one is out at once, the walls stand, nobody else notices."""

import asyncio
import json
from urllib.parse import urlsplit

import aio_pika
import pytest
from aio_pika.exceptions import AMQPError
from aiormq.exceptions import ChannelAccessRefused

from actors import Tenant, record_event
from actors.backoffice import backoffice_of
from portico_operator.broker_users import BrokerUsers, NoSuchUserError
from stack.fixtures import Suite
from stack.operator_command import run_portico


class Interrupted(BrokerUsers):
    """Stops where the new password would be set."""

    async def _set_password(self, name: str) -> tuple[str, str]:
        raise ConnectionAbortedError


async def test_the_old_password_is_out_at_once_and_the_new_one_is_behind_the_same_walls(
    acme: Tenant, globex: Tenant, suite: Suite
) -> None:
    async with await aio_pika.connect(acme.amqp_url) as old, await aio_pika.connect(globex.amqp_url) as other:
        ended = asyncio.Event()
        old.close_callbacks.add(lambda *_: ended.set())
        with pytest.raises(ConnectionAbortedError):
            await Interrupted(suite.settings["PORTICO_AMQP_MANAGEMENT_URL"]).rotate(acme.name)
        await asyncio.wait_for(ended.wait(), 5)
        with pytest.raises((AMQPError, ConnectionError)):
            await aio_pika.connect(acme.amqp_url)
        printed = json.loads(run_portico(suite.environ, "tenant", "rotate-broker", acme.name, "--json"))
        await (await other.channel()).close()
    before, after = urlsplit(acme.amqp_url), urlsplit(printed["amqp_url"])
    assert (printed["tenant"], after.username) == (acme.name, before.username)
    assert (after.hostname, after.port, after.path) == (before.hostname, before.port, before.path)
    assert after.password != before.password
    with pytest.raises((AMQPError, ConnectionError)):
        await aio_pika.connect(acme.amqp_url)
    foreign = f"{globex.name}.backoffice.record.upserted.v1"
    async with backoffice_of(acme.name, printed["amqp_url"]) as backoffice:
        await backoffice.publish(record_event(acme.name, "INV-1", 1))
        with pytest.raises(ChannelAccessRefused):
            await backoffice.publish(record_event(globex.name, "INV-1", 1), key=foreign)


async def test_a_tenant_without_a_user_gets_none(suite: Suite) -> None:
    management = BrokerUsers(suite.settings["PORTICO_AMQP_MANAGEMENT_URL"])
    with pytest.raises(NoSuchUserError, match=r"no user backoffice\.nobody"):
        await management.rotate("nobody")
    assert not await management.exists("backoffice.nobody")
