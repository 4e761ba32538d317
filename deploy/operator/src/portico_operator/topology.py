"""Declares what the contracts imply on a broker: exchanges, then queues, then bindings. Safe to repeat."""

from aio_pika import ExchangeType
from aio_pika.abc import AbstractChannel

from contracts.topology import Topology


async def declare(channel: AbstractChannel, topology: Topology) -> int:
    """Declare it all; gives how many things. Raises ChannelPreconditionFailed where one is there otherwise."""
    for exchange in topology.exchanges:
        kind = ExchangeType(exchange.kind)
        await channel.declare_exchange(exchange.name, kind, durable=True, arguments=dict(exchange.arguments))
    for queue in topology.queues:
        await channel.declare_queue(queue.name, durable=True, arguments=dict(queue.arguments))
    for binding in topology.bindings:
        queue_there = await channel.get_queue(binding.queue, ensure=False)
        await queue_there.bind(binding.exchange, binding.key)
    return len(topology.exchanges) + len(topology.queues) + len(topology.bindings)
