"""What the edge needs from outside: somebody to ask, somewhere to put events, a clock."""

from collections.abc import Mapping
from typing import Any, Protocol

from contracts.message import Request


class Answered(Protocol):
    """An answer as it came: the JSON of the reply model, or of a Problem when `status` is 400 or above."""

    @property
    def status(self) -> int:
        """Give its HTTP status."""
        ...

    @property
    def body(self) -> bytes:
        """Give its JSON."""
        ...


class Caller(Protocol):
    """Asks services. What fails on the way is an answer too (503, 504)."""

    async def send(self, kind: type[Request[Any]], body: bytes, headers: Mapping[str, Any]) -> Answered:
        """Make one call with a body that is JSON already. Raises Starting before there is a broker."""
        ...


class EventSink(Protocol):
    """Where a backoffice's events go."""

    async def put(
        self, key: str, body: bytes, *, content_type: str, message_id: str | None, headers: Mapping[str, str]
    ) -> None:
        """Store one message for good. Raises NotConfirmed when that is not certain, Starting without a broker."""
        ...


class Clock(Protocol):
    """A steady clock."""

    def __call__(self) -> float:
        """Give seconds since some moment in the past."""
        ...
