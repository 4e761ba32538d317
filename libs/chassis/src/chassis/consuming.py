"""Subscribes FastStream handlers, and stops them in the right order: consumers first, then what runs.

FastStream waits for running handlers and only then cancels the consumers, so that each stop takes in messages nobody
will finish. `cancel` reaches into the subscriber for that reason; a test pins what it relies on.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from faststream import AckPolicy
from faststream.rabbit import Channel, RabbitBroker, RabbitMessage, RabbitQueue
from faststream.rabbit.subscriber import RabbitSubscriber

from chassis.publisher import CONFIRM_SECONDS


def make_broker(url: str, service: str, *, stop_deadline: float) -> RabbitBroker:
    """Make the broker of a service: recovers by itself, logs nothing, and waits for no confirm of a reply.

    `stop_deadline` is how many seconds running handlers get at a stop.
    """
    return RabbitBroker(
        url,
        fail_fast=False,
        reconnect_interval=0.5,
        timeout=CONFIRM_SECONDS,
        graceful_timeout=stop_deadline,
        app_id=service,
        logger=None,
        apply_types=False,
        default_channel=Channel(publisher_confirms=False),
        decoder=_whole_message,
    )


async def _whole_message(message: RabbitMessage) -> RabbitMessage:
    """Hand on the message as it is: our own doors validate its body against the contract, once."""
    return message


def subscribe_calls(
    broker: RabbitBroker, queue: str, channel: Channel, answer: Callable[[RabbitMessage], Awaitable[Any]]
) -> RabbitSubscriber:
    """Answer the calls of one queue; each is acknowledged when answered, and comes again if its replica dies."""
    subscriber = broker.subscriber(RabbitQueue(queue, declare=False), channel=channel, ack_policy=AckPolicy.ACK)
    subscriber(_on_message(answer))
    return subscriber


def subscribe_events(
    broker: RabbitBroker, queue: str, channel: Channel, consume: Callable[[RabbitMessage], Awaitable[None]]
) -> RabbitSubscriber:
    """Consume the events of one queue; the handler itself acknowledges."""
    subscriber = broker.subscriber(
        RabbitQueue(queue, declare=False), channel=channel, ack_policy=AckPolicy.MANUAL, no_reply=True
    )
    subscriber(_on_message(consume))
    return subscriber


def _on_message(handle: Callable[[RabbitMessage], Awaitable[Any]]) -> Callable[[RabbitMessage], Awaitable[Any]]:
    async def on_message(message: RabbitMessage) -> Any:  # noqa: ANN401  FastStream's reply type
        return await handle(message)

    return on_message


async def cancel(subscriber: RabbitSubscriber) -> None:
    """Take no more messages, while those in hand go on."""
    queue, tag = subscriber._queue_obj, subscriber._consumer_tag  # noqa: SLF001  there is no public way
    if queue is not None and tag is not None and not queue.channel.is_closed:
        await queue.cancel(tag)
        subscriber._consumer_tag = None  # noqa: SLF001  so that FastStream does not cancel it again


async def is_consuming(subscriber: RabbitSubscriber) -> bool:
    """Ask the broker whether the subscriber's queue has a consumer, and ourselves whether it may be ours."""
    queue = subscriber._queue_obj  # noqa: SLF001  there is no public way
    if queue is None or queue.channel.is_closed:
        return False
    declared = await queue.declare()
    return (declared.consumer_count or 0) > 0
