"""Over AMQP, on a real broker: confirmed, as the tenant's own user, through lost connections."""

import asyncio
import json

import pytest

from backoffice import AccountUpserted, AmqpWire, DoorClosedError, Limits, Pause, Publisher, UnreachableError
from stack.backoffice_bench import Backoffice, invoice
from stack.proxy import proxy_to

TIMES = 1_200


async def test_events_arrive_as_one_message_per_type_under_the_tenants_name(
    acme: Backoffice, globex: Backoffice
) -> None:
    said = [invoice(1), AccountUpserted(account_id="C-1", revision=1, name="City"), invoice(2)]
    async with Publisher(AmqpWire(acme.url)) as publisher:
        receipts = await publisher.publish([acme.maker.event(one) for one in said])
    assert all(receipt.accepted for receipt in receipts)
    messages = await acme.messages()
    assert [message.routing_key for message in messages] == [
        f"{acme.tenant}.backoffice.record.upserted.v1", f"{acme.tenant}.backoffice.account.upserted.v1",
    ]  # fmt: skip
    assert {message.content_type for message in messages} == {"application/cloudevents-batch+json"}
    assert [event["subject"] for event in json.loads(messages[0].body)] == ["invoices/INV-1", "invoices/INV-2"]
    assert await globex.messages() == []


async def test_history_takes_the_road_for_history(acme: Backoffice) -> None:
    async with Publisher(AmqpWire(acme.url, backfill=True)) as publisher:
        await publisher.publish([acme.maker.event(invoice(1))])
    [message] = await acme.messages()
    assert message.routing_key == f"{acme.tenant}.backfill.backoffice.record.upserted.v1"


async def test_connections_that_drop_lose_nothing(acme: Backoffice) -> None:
    events = [acme.maker.event(invoice(number)) for number in range(TIMES)]
    async with (
        proxy_to(acme.url) as proxy,
        Publisher(AmqpWire(proxy.instead_of(acme.url)), Limits(batch_events=10)) as publisher,
    ):
        publishing = asyncio.create_task(publisher.publish(events))
        for _ in range(3):
            proxy.cut()
            await asyncio.sleep(0.05)
        receipts = await publishing
    assert all(receipt.accepted for receipt in receipts)
    assert {event["id"] for event in await acme.events()} == {event.id for event in events}


async def test_a_broker_that_comes_back_is_found_again(acme: Backoffice) -> None:
    paused: asyncio.Queue[Pause] = asyncio.Queue()
    async with proxy_to(acme.url) as proxy:
        proxy.refuse()
        wire = AmqpWire(proxy.instead_of(acme.url))
        async with Publisher(wire, on_pause=paused.put_nowait) as publisher:
            publishing = asyncio.create_task(publisher.publish([acme.maker.event(invoice(1))]))
            assert "does not answer" in (await asyncio.wait_for(paused.get(), 10)).reason
            proxy.accept()
            [receipt] = await asyncio.wait_for(publishing, 30)
    assert receipt.accepted
    assert len(await acme.events()) == 1


async def test_a_broker_that_stays_away_is_said_so(acme: Backoffice) -> None:
    async with proxy_to(acme.url) as proxy:
        proxy.refuse()
        async with Publisher(AmqpWire(proxy.instead_of(acme.url)), Limits(give_up_after=0.5)) as publisher:
            with pytest.raises(UnreachableError, match="does not answer"):
                await publisher.publish([acme.maker.event(invoice(1))])


async def test_a_wrong_password_is_told_at_once(acme: Backoffice) -> None:
    async with Publisher(AmqpWire(acme.url.replace("@", "x@"))) as publisher:
        with pytest.raises(DoorClosedError, match="user and password"):
            await publisher.publish([acme.maker.event(invoice(1))])


async def test_a_virtual_host_that_is_not_there_is_told_at_once(acme: Backoffice) -> None:
    async with Publisher(AmqpWire(f"{acme.url}-not")) as publisher:
        with pytest.raises(DoorClosedError, match="virtual host"):
            await publisher.publish([acme.maker.event(invoice(1))])


async def test_one_tenants_user_cannot_publish_as_another(acme: Backoffice, globex: Backoffice) -> None:
    with pytest.raises(DoorClosedError, match=r"is of tenant 'acme-"):
        AmqpWire(acme.url, globex.tenant)
    wire = AmqpWire(acme.url)
    wire.tenant = globex.tenant  # somebody insists
    async with Publisher(wire, Limits(give_up_after=5)) as publisher:
        with pytest.raises(DoorClosedError, match="lets nobody but"):
            await publisher.publish([globex.maker.event(invoice(1))])
    assert await globex.messages() == []


@pytest.mark.parametrize("url", ["http://backoffice.acme:x@h/", "", "h:5672", "amqp//x"])
def test_another_kind_of_address_is_refused(url: str) -> None:
    with pytest.raises(DoorClosedError, match="amqp://"):
        AmqpWire(url, "acme")


async def test_another_broker_is_told_from_porticos(acme: Backoffice) -> None:
    await acme.channel.exchange_delete("backoffice.in")
    async with Publisher(AmqpWire(acme.url)) as publisher:
        with pytest.raises(DoorClosedError, match=r"no exchange 'backoffice\.in'"):
            await publisher.publish([acme.maker.event(invoice(1))])
