"""What the publisher needs of a way to Portico: hand over a batch, be told what was refused or did not work."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pydantic_core import to_json

from contracts.envelope import CloudEvent
from contracts.problem import Problem

MAX_BATCH_EVENTS = 500
"""What Portico takes in one batch."""
MAX_BATCH_BYTES = 3_900_000
"""Under the 4 MB that Portico takes, by what envelopes and proxies may add."""


@dataclass(frozen=True, slots=True)
class Packed:
    """An event and its bytes as they go out, made once however often they go."""

    event: CloudEvent
    body: bytes


def pack(event: CloudEvent) -> Packed:
    """Write an event; members of the envelope that say nothing are left out, those of its data stay."""
    said = event.model_dump(mode="json")
    return Packed(event, to_json({name: value for name, value in said.items() if value is not None}))


def batch_of(packed: Sequence[Packed]) -> bytes:
    """Write a batch: a JSON array."""
    return b"[" + b",".join(one.body for one in packed) + b"]"


class NotTakenError(Exception):
    """This time it did not work; whether it is stored is not known. Send the same again, not before `retry_after` s."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason, self.retry_after = reason, retry_after


class Wire(Protocol):
    """One way to Portico."""

    async def send(self, batch: Sequence[Packed]) -> Sequence[Problem | None]:
        """Hand over a batch and wait until it is stored for good; gives per event what is wrong with it, or None.

        Raises NotTakenError to be asked again, DoorClosedError when that is no use.
        """
        ...

    async def close(self) -> None:
        """Let go of the connection."""
        ...
