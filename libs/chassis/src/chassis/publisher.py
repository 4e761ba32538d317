"""The one place that publishes messages that matter: persistent, mandatory, confirmed, within five seconds."""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any, Final

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractExchange, AbstractRobustConnection
from aio_pika.exceptions import AMQPError, ChannelInvalidStateError, DeliveryError

from chassis.logs import get_logger

CONFIRM_SECONDS: Final = 5.0
CLOSE_SECONDS: Final = 1.0
HEARTBEAT_SECONDS: Final = 10
logger = get_logger()


class NotPublishedError(Exception):
    """Returned, refused, timed out or not connected: the message may or may not be there. Send it again later."""


async def connect(url: str, name: str) -> AbstractRobustConnection:
    """Connect and stay connected; waits for a broker that is not there yet, for as long as it takes."""
    while True:
        try:
            return await aio_pika.connect_robust(
                url,
                heartbeat=HEARTBEAT_SECONDS,
                timeout=CONFIRM_SECONDS,
                reconnect_interval=0.5,
                client_properties={"connection_name": name},
            )
        except (AMQPError, OSError, TimeoutError) as error:
            logger.warning("broker.away", reason=type(error).__name__)
            await asyncio.sleep(0.5)


class Publisher:
    """Publishes on a channel of its own, so that a fault of publishing closes no consumer's channel."""

    def __init__(self, connection: AbstractRobustConnection) -> None:
        self._connection = connection
        self._channel: AbstractChannel | None = None
        self._exchanges: dict[str, AbstractExchange] = {}
        self._opening = asyncio.Lock()

    async def publish(
        self,
        exchange: str,
        key: str,
        body: bytes,
        *,
        message_id: str | None = None,
        kind: str | None = None,
        content_type: str = "application/cloudevents+json",
        headers: Mapping[str, Any] | None = None,
    ) -> None:
        """Publish and wait for the broker's confirm. Raises NotPublishedError."""
        message = aio_pika.Message(
            body, message_id=message_id, type=kind, content_type=content_type, headers=dict(headers or {}),
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        )  # fmt: skip
        try:
            async with asyncio.timeout(CONFIRM_SECONDS):
                target = await self._exchange(exchange)
                await target.publish(message, key, mandatory=True)
        except TimeoutError as error:
            await self._abandon()
            raise NotPublishedError(f"{exchange or 'default'}: TimeoutError") from error
        except (DeliveryError, ChannelInvalidStateError, AMQPError, OSError, RuntimeError) as error:
            raise NotPublishedError(f"{exchange or 'default'}: {type(error).__name__}") from error

    async def _exchange(self, name: str) -> AbstractExchange:
        if self._channel is not None and not self._channel.is_closed and name in self._exchanges:
            return self._exchanges[name]
        async with self._opening:  # one channel, however many want to publish first
            if self._channel is None or self._channel.is_closed:
                self._channel = await self._connection.channel(publisher_confirms=True, on_return_raises=True)
                self._exchanges = {}
            if name not in self._exchanges:
                self._exchanges[name] = (
                    await self._channel.get_exchange(name, ensure=False) if name else self._channel.default_exchange
                )
            return self._exchanges[name]

    async def _abandon(self) -> None:
        """Give up a channel that confirms nothing; the next publish opens another, and none is left open."""
        stuck, self._channel = self._channel, None
        if stuck is not None:
            with contextlib.suppress(AMQPError, OSError, RuntimeError, TimeoutError):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await stuck.close()
