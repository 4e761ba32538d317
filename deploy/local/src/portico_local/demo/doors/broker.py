"""The broker, as the tenant's own user: what a backoffice publishes is confirmed or it is not published."""

import asyncio
from collections.abc import Iterable

import aio_pika
from aio_pika.exceptions import AMQPError

from contracts.envelope import CONTENT_TYPE, CloudEvent
from contracts.topology import BACKOFFICE_IN
from portico_local.demo.doors.refusal import DoorStayedShut

IN_FLIGHT = 100
CONFIRMED_WITHIN_S = 10.0


async def publish(amqp_url: str, events: Iterable[CloudEvent]) -> int:
    """Publish them in order; how many there were."""
    try:
        connection = await aio_pika.connect(amqp_url, timeout=CONFIRMED_WITHIN_S)
        async with connection, connection.channel(publisher_confirms=True, on_return_raises=True) as channel:
            exchange = await channel.get_exchange(BACKOFFICE_IN, ensure=False)
            turns = asyncio.Semaphore(IN_FLIGHT)
            sent = await asyncio.gather(*(_send(exchange, turns, event) for event in events))
    except (AMQPError, OSError, TimeoutError) as error:
        raise DoorStayedShut(f"publishing to {BACKOFFICE_IN}: {type(error).__name__}") from error
    return len(sent)


async def _send(exchange: aio_pika.abc.AbstractExchange, turns: asyncio.Semaphore, event: CloudEvent) -> None:
    message = aio_pika.Message(
        event.model_dump_json(exclude_none=True).encode(),
        content_type=CONTENT_TYPE,
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        message_id=event.id,
    )
    async with turns:
        await exchange.publish(message, f"{event.tenantid}.{event.type}", mandatory=True, timeout=CONFIRMED_WITHIN_S)
