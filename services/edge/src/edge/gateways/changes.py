"""Follows what records says of its records, in a queue of this replica's own that is gone with it.

Only while somebody has a stream open is anything read. What was said while the connection was away nobody will say
again: then every reader is told so.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any, Final

from aio_pika.abc import AbstractIncomingMessage, AbstractRobustConnection
from aio_pika.exceptions import AMQPError
from pydantic_core import from_json

from chassis.ids import new_id
from chassis.logs import get_logger
from contracts.catalogue import FOLLOWERS, Follower
from contracts.records.intake import RecordRemoved, RecordVanished
from contracts.topology import EVENTS, followed
from edge.app.live_streams import LiveStreams
from edge.domain.watching import Change

LIVE: Final[Follower] = next(one for one in FOLLOWERS if one.queue == "edge.live")
PREFETCH: Final = 50
AGAIN_SECONDS: Final = 0.5
GONE: Final = frozenset({RecordRemoved.NAME, RecordVanished.NAME})
logger = get_logger()


class Changes:
    """Tells the streams of this replica what happens."""

    def __init__(self, streams: LiveStreams) -> None:
        self._streams = streams
        self.following = False

    async def follow(self, connection: AbstractRobustConnection) -> None:
        """Follow until cancelled; begins anew whenever the connection breaks."""
        while True:
            try:
                await self._follow_once(connection)
            except (AMQPError, OSError, TimeoutError, RuntimeError) as error:
                logger.warning("changes.lost", reason=type(error).__name__)
            finally:
                self.following = False
            await asyncio.sleep(AGAIN_SECONDS)

    async def _follow_once(self, connection: AbstractRobustConnection) -> None:
        await connection.connected.wait()
        # A plain channel: a robust one would declare the queue again by itself, and not tell.
        channel = await connection.channel(publisher_confirms=False)
        closed = asyncio.get_running_loop().create_future()

        def on_close(_channel: object, _error: BaseException | None) -> None:
            if not closed.done():
                closed.set_result(None)

        channel.close_callbacks.add(on_close)
        try:
            await channel.set_qos(prefetch_count=PREFETCH)
            arguments, keys = followed(LIVE)
            queue = await channel.declare_queue(
                f"{LIVE.queue}.{new_id()}", exclusive=True, auto_delete=True, arguments=dict(arguments), robust=False
            )
            for key in keys:
                await queue.bind(EVENTS, key, robust=False)
            await queue.consume(self._on_message, robust=False)
            self.following = True
            self._streams.missed()
            await closed
        finally:
            with contextlib.suppress(AMQPError, OSError, RuntimeError):
                await channel.close()

    async def _on_message(self, message: AbstractIncomingMessage) -> None:
        try:
            if len(self._streams):
                hear(self._streams, message.body)
        except (ValueError, KeyError, TypeError):
            logger.warning("changes.unreadable", message_id=message.message_id)
        await message.ack()


def hear(streams: LiveStreams, body: bytes) -> None:
    """Tell the streams of one message, an event or a batch. Raises ValueError, KeyError, TypeError."""
    said: Any = from_json(body)
    for cloud in said if isinstance(said, list) else [said]:
        if streams.follows(cloud["tenantid"]):
            streams.hear(cloud["tenantid"], change_of(cloud))


def change_of(cloud: Mapping[str, Any]) -> Change:
    """Read what an event says. Raises KeyError."""
    data = cloud["data"]
    above = data.get("above")
    return Change(
        (data["module"], data["id"]),
        frozenset(data["accounts"]),
        None if above is None else frozenset(above),
        cloud["time"],
        gone=cloud["type"] in GONE,
    )
