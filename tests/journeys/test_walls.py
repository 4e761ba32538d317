"""Tenant walls at the broker: what a tenant's own user may not do is refused there, or quarantined under the sender."""

import json
from collections.abc import Awaitable, Callable

import aio_pika
import pytest
from aio_pika.exceptions import AMQPError
from aiormq.exceptions import ChannelAccessRefused
from yarl import URL

from actors import Tenant, invited_customer, record_event
from actors.backoffice import Backoffice, backoffice_of
from contracts.topology import BROADCAST_STREAM, shard_queue, tenant_queue
from portico_operator.broker_users import BrokerUsers
from stack import wait_until_async
from stack.fixtures import Suite


async def _quarantined(tenant: Tenant, count: int) -> list[str]:
    """The codes in the tenant's quarantine, once there are so many."""

    codes: list[str] = []

    async def there() -> bool:
        answer = await tenant.http.get("/backoffice/v1/quarantine?limit=100", token=tenant.staff_token)
        assert answer.status == 200, answer.text
        codes[:] = sorted(row["code"] for row in answer.body["items"])
        return len(codes) >= count

    await wait_until_async(there, 30)
    return codes


async def test_another_tenants_routing_key_is_refused_by_the_broker(acme: Tenant, globex: Tenant) -> None:
    for key in (
        f"{globex.name}.backoffice.record.upserted.v1",
        f"{acme.name}x.backoffice.record.upserted.v1",
        "backoffice",
    ):
        async with backoffice_of(acme.name, acme.amqp_url) as backoffice:
            with pytest.raises(ChannelAccessRefused):
                await backoffice.publish(record_event(globex.name, "INV-1", 1), key=key)


async def test_other_exchanges_and_queues_are_refused_by_the_broker(acme: Tenant, globex: Tenant) -> None:
    async def to_events(channel: aio_pika.abc.AbstractChannel) -> None:
        exchange = await channel.get_exchange("portico.events", ensure=False)
        await exchange.publish(aio_pika.Message(b"{}"), "identity.session.revoked.v1")

    async def to_a_queue(channel: aio_pika.abc.AbstractChannel) -> None:
        await channel.default_exchange.publish(aio_pika.Message(b"{}"), "identity.sign-in.v1")

    async def read_foreign(channel: aio_pika.abc.AbstractChannel) -> None:
        await (await channel.get_queue(tenant_queue(globex.name), ensure=False)).get(fail=False)

    async def read_shard(channel: aio_pika.abc.AbstractChannel) -> None:
        await (await channel.get_queue(shard_queue(0), ensure=False)).get(fail=False)

    async def read_broadcast(channel: aio_pika.abc.AbstractChannel) -> None:
        await (await channel.get_queue(BROADCAST_STREAM, ensure=False)).get(fail=False)

    async def declare(channel: aio_pika.abc.AbstractChannel) -> None:
        await channel.declare_queue("mine", durable=True)

    attempts: tuple[Callable[[aio_pika.abc.AbstractChannel], Awaitable[None]], ...] = (
        to_events, to_a_queue, read_foreign, read_shard, read_broadcast, declare,
    )  # fmt: skip
    for attempt in attempts:
        async with backoffice_of(acme.name, acme.amqp_url) as backoffice:
            with pytest.raises(ChannelAccessRefused):
                await attempt(backoffice.channel)
    async with backoffice_of(acme.name, acme.amqp_url) as backoffice:
        own = await backoffice.channel.get_queue(tenant_queue(acme.name), ensure=False)
        await own.get(fail=False, no_ack=True)  # its own queue it may read


async def test_a_user_without_its_topic_permission_yet_cannot_write(acme: Tenant, globex: Tenant, suite: Suite) -> None:
    management = suite.settings["PORTICO_AMQP_MANAGEMENT_URL"]

    class Interrupted(BrokerUsers):
        """Stops where the topic permission would be set."""

        async def _put(self, path: str, body: object) -> None:
            if path.startswith("topic-permissions"):
                raise ConnectionAbortedError
            await super()._put(path, body)  # type: ignore[arg-type]

    name = f"{acme.name}half"
    with pytest.raises(ConnectionAbortedError):
        await Interrupted(management).make(name)
    known = BrokerUsers(management)
    await known._put(f"users/backoffice.{name}", {"password": "known", "tags": ""})
    url = str(URL(globex.amqp_url).with_user(f"backoffice.{name}").with_password("known"))
    with pytest.raises((AMQPError, ConnectionError)):
        async with backoffice_of(name, url) as backoffice:
            await backoffice.publish(
                record_event(globex.name, "INV-1", 1), key=f"{globex.name}.backoffice.record.upserted.v1"
            )


async def test_a_foreign_tenant_in_the_body_is_quarantined_under_the_sender(acme: Tenant, globex: Tenant) -> None:
    customer, other = await invited_customer(acme), await invited_customer(globex)
    key = f"{acme.name}.backoffice.record.upserted.v1"
    async with backoffice_of(acme.name, acme.amqp_url) as backoffice:
        await backoffice.publish(record_event(globex.name, "INV-1", 1), key=key)
        good, foreign = record_event(acme.name, "INV-2", 1), record_event(globex.name, "INV-3", 1)
        await backoffice.publish_batch([good, foreign], key=key)
    assert await _quarantined(acme, 2) == ["records.foreign-tenant"] * 2
    assert [row["record_id"] for row in await customer.sees(1)] == ["INV-2"]
    await other.sees(0)
    assert await _quarantined(globex, 0) == []


async def test_copies_to_other_routing_keys_are_quarantined_under_the_sender(acme: Tenant, globex: Tenant) -> None:
    customer, other = await invited_customer(acme), await invited_customer(globex)
    foreign = f"{globex.name}.backoffice.record.upserted.v1"
    async with backoffice_of(acme.name, acme.amqp_url) as backoffice:
        await backoffice.publish(record_event(acme.name, "INV-1", 1), headers={"CC": [foreign]})
        await _send_hidden_copy(backoffice, record_event(acme.name, "INV-2", 1), foreign)
        await backoffice.publish(record_event(acme.name, "INV-3", 1))
    assert (await _quarantined(acme, 1))[0] == "records.copied"
    seen = {row["record_id"] for row in await customer.sees(2)}
    assert seen == {"INV-2", "INV-3"}, "the broker strips BCC: the copy arrives under its sender's own key"
    await other.sees(0)
    assert await _quarantined(globex, 0) == []


async def _send_hidden_copy(backoffice: Backoffice, event: dict[str, object], key: str) -> None:
    await backoffice.send(json.dumps(event).encode(), f"{backoffice.tenant}.{event['type']}", headers={"BCC": [key]})


async def test_rubbish_of_any_kind_ends_in_the_senders_quarantine(acme: Tenant, globex: Tenant) -> None:
    upsert = f"{acme.name}.backoffice.record.upserted.v1"
    async with backoffice_of(acme.name, acme.amqp_url) as backoffice:
        await backoffice.send(b"not json", upsert)
        await backoffice.send(b"{}", f"{acme.name}.nonsense")
        await backoffice.send(b"[[[]]]", upsert, content_type="application/cloudevents-batch+json")
        await backoffice.publish(record_event(acme.name, "INV-1", 1, module="no_such_module"))
        await backoffice.publish(record_event(acme.name, "INV-2", 1, total="1e400"))
    assert len(await _quarantined(acme, 5)) == 5
    assert await _quarantined(globex, 0) == []
