"""The way over AMQP: the tenant's own user, `backoffice.in`, routing key `<tenant>.<type>`, publisher confirms."""

import asyncio
import contextlib
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractExchange
from aio_pika.exceptions import (
    AMQPError,
    AuthenticationError,
    ChannelInvalidStateError,
    DeliveryError,
    ProbableAuthenticationError,
)

from backoffice.events import tenant_of
from backoffice.problems import DoorClosedError
from backoffice.wire import NotTakenError, Packed, batch_of
from contracts.envelope import BATCH_CONTENT_TYPE
from contracts.problem import Problem
from contracts.topology import BACKOFFICE_IN

CONFIRM_SECONDS: Final = 15.0
CONNECT_SECONDS: Final = 10.0
CLOSE_SECONDS: Final = 2.0
HEARTBEAT_SECONDS: Final = 10
CLOSED_ON_OPENING: Final = "Connection.Close"
"""How the client library says that the broker took the login and then closed the virtual host's door."""
ACCESS_REFUSED: Final = "ACCESS_REFUSED"
NOT_FOUND: Final = "NOT_FOUND"
_LOST: Final = (AMQPError, ChannelInvalidStateError, OSError, RuntimeError, TimeoutError)


class AmqpWire:
    """Sends over one connection, opened when needed and again when lost.

    A batch becomes one message per type, so that each service gets the types it asked for. `backfill` takes the road
    for history: handled when live events are done, and never notifying.
    """

    def __init__(self, url: str, tenant: str | None = None, *, backfill: bool = False) -> None:
        if urlsplit(url).scheme not in ("amqp", "amqps"):
            raise DoorClosedError("the AMQP address must begin with amqp:// or amqps://")
        named = tenant_of(url)
        if tenant is None and named is None:
            raise DoorClosedError("the AMQP address has no user backoffice.<tenant>: say which tenant it is")
        if tenant is not None and named is not None and tenant != named:
            raise DoorClosedError(f"the AMQP user is of tenant {named!r}, not of {tenant!r}")
        self.tenant = tenant or str(named)
        self._url, self._backfill = url, backfill
        self._connection: AbstractConnection | None = None
        self._exchange: AbstractExchange | None = None
        self._opening = asyncio.Lock()

    async def send(self, batch: Sequence[Packed]) -> Sequence[Problem | None]:
        """Publish and wait for the confirms. What is wrong with an event shows in the tenant's quarantine, not here."""
        by_type: dict[str, list[Packed]] = {}
        for one in batch:
            by_type.setdefault(one.event.type, []).append(one)
        exchange = await self._open()
        try:
            async with asyncio.timeout(CONFIRM_SECONDS):
                await asyncio.gather(*(self._publish(exchange, kind, some) for kind, some in by_type.items()))
        except DeliveryError as error:
            raise NotTakenError("the broker does not take it now: a queue is full") from error
        except _LOST as error:
            await self._abandon(exchange)
            if _is(error, ACCESS_REFUSED):
                raise DoorClosedError(
                    f"the broker lets nobody but tenant {self.tenant!r} publish as it: {error}"
                ) from error
            if _is(error, NOT_FOUND):
                raise DoorClosedError(f"there is no exchange {BACKOFFICE_IN!r}: is this Portico's broker?") from error
            raise NotTakenError(f"the broker went away ({type(error).__name__})") from error
        except asyncio.CancelledError:
            # The client library cancels what waits for a confirm when the connection drops; a caller who cancels us
            # is another matter.
            if (task := asyncio.current_task()) is not None and task.cancelling():
                raise
            await self._abandon(exchange)
            raise NotTakenError("the broker went away") from None
        return [None] * len(batch)

    async def close(self) -> None:
        """Close the connection."""
        await self._abandon(None)

    async def _publish(self, exchange: AbstractExchange, kind: str, packed: Sequence[Packed]) -> None:
        trace = packed[0].event.traceparent
        message = aio_pika.Message(
            batch_of(packed),
            content_type=BATCH_CONTENT_TYPE,
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
            headers={"traceparent": trace} if trace else {},
        )
        road = f"{self.tenant}.backfill" if self._backfill else self.tenant
        await exchange.publish(message, f"{road}.{kind}", mandatory=True)

    async def _open(self) -> AbstractExchange:
        async with self._opening:
            if self._exchange is None:
                self._connection = await self._connect()
                self._exchange = await self._channel_of(self._connection)
            return self._exchange

    async def _connect(self) -> AbstractConnection:
        properties: dict[str, Any] = {"connection_name": f"portico-backoffice {self.tenant}"}
        try:
            return await aio_pika.connect(
                self._url, timeout=CONNECT_SECONDS, heartbeat=HEARTBEAT_SECONDS, client_properties=properties
            )
        except (AuthenticationError, ProbableAuthenticationError) as error:
            raise DoorClosedError("the broker refuses this user and password; ask Portico's operator") from error
        except (AMQPError, OSError, TimeoutError) as error:
            if _is(error, CLOSED_ON_OPENING):
                raise DoorClosedError("the broker has no such virtual host for this user; check the address") from error
            raise NotTakenError(f"the broker does not answer ({type(error).__name__})") from error

    async def _channel_of(self, connection: AbstractConnection) -> AbstractExchange:
        try:
            channel: AbstractChannel = await connection.channel(publisher_confirms=True, on_return_raises=True)
            return await channel.get_exchange(BACKOFFICE_IN, ensure=False)
        except (AMQPError, OSError, RuntimeError, TimeoutError) as error:
            raise NotTakenError(f"the broker opens no channel ({type(error).__name__})") from error

    async def _abandon(self, broken: AbstractExchange | None) -> None:
        """Let go of the connection, unless somebody else has already opened another."""
        if broken is not None and broken is not self._exchange:
            return
        stuck, self._connection, self._exchange = self._connection, None, None
        if stuck is not None:
            with contextlib.suppress(AMQPError, OSError, RuntimeError, TimeoutError):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await stuck.close()


def _is(error: BaseException, code: str) -> bool:
    """Tell whether the broker closed for this reason; the client library has it in the text only."""
    return code in str(error)
