"""The bus as the edge uses it: calls go out, a backoffice's events go in. Not there until the broker is."""

from collections.abc import Mapping
from typing import Any

from chassis.call_client import Answer, CallClient
from chassis.publisher import NotPublishedError, Publisher
from chassis.service import Connected
from contracts.message import Request
from contracts.topology import BACKOFFICE_IN
from edge.domain.refusal import NotConfirmed, Starting


class Bus:
    """Fulfils Caller and EventSink; the doors have it before there is a connection."""

    def __init__(self) -> None:
        self._calls: CallClient | None = None
        self._publisher: Publisher | None = None

    async def open(self, parts: Connected) -> None:
        """Take the connection."""
        self._calls, self._publisher = CallClient(parts.connection), parts.publisher

    async def send(self, kind: type[Request[Any]], body: bytes, headers: Mapping[str, Any]) -> Answer:
        """Make one call. Raises Starting before there is a connection."""
        if self._calls is None:
            raise Starting
        return await self._calls.send(kind, body, headers)

    async def put(
        self, key: str, body: bytes, *, content_type: str, message_id: str | None, headers: Mapping[str, str]
    ) -> None:
        """Store one message in `backoffice.in`, confirmed. Raises NotConfirmed, Starting."""
        if self._publisher is None:
            raise Starting
        try:
            await self._publisher.publish(
                BACKOFFICE_IN, key, body, content_type=content_type, message_id=message_id, headers=headers
            )
        except NotPublishedError as error:
            raise NotConfirmed("Send them again: what is stored already does no harm.") from error
