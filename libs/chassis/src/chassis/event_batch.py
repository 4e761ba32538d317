"""Events of one type that one transaction said travel together, as a CloudEvents batch: both ends of it.

A message's way through the broker costs the same for one event as for a hundred. Between services only: a backoffice
reads one event a message, and so does who follows the broadcast.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from pydantic_core import from_json, to_json

from contracts.envelope import BATCH_CONTENT_TYPE, CONTENT_TYPE
from contracts.topology import EVENTS

MAX_EVENTS: Final = 100
"""Events of one message: a replica that dies over them has little to do again."""
MAX_BYTES: Final = 256_000
MAX_READ: Final = 4 * MAX_BYTES
"""Bytes of a batch that is read: room for a sender that packs more than this one."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A message that is ready to go, and how many of the messages it was made of."""

    exchange: str
    key: str
    id: str
    type: str
    body: bytes
    content_type: str
    count: int


def packed(messages: Sequence[Mapping[str, Any]]) -> list[Packed]:
    """Put neighbours of the same type between services together; the order stays."""
    groups: list[list[Mapping[str, Any]]] = []
    held = 0
    for message in messages:
        size = len(message["body"])
        last = groups[-1] if groups else []
        if last and _belongs(last[0], message) and len(last) < MAX_EVENTS and held + size <= MAX_BYTES:
            last.append(message)
            held += size
        else:
            groups.append([message])
            held = size
    return [_packed(group) for group in groups]


def _belongs(first: Mapping[str, Any], message: Mapping[str, Any]) -> bool:
    return bool(first["exchange"] == message["exchange"] == EVENTS and first["key"] == message["key"])


def _packed(group: Sequence[Mapping[str, Any]]) -> Packed:
    first = group[0]
    alone = len(group) == 1
    body = first["body"] if alone else b"[" + b",".join(message["body"] for message in group) + b"]"
    kind = CONTENT_TYPE if alone else BATCH_CONTENT_TYPE
    return Packed(first["exchange"], first["key"], first["id"], first["type"], body, kind, len(group))


class Unpacked(NamedTuple):
    """One event of a message: parsed, or its bytes where they are no JSON; `body` is None where it came in a batch."""

    event: Any
    body: bytes | None

    def written(self) -> bytes:
        """Give it as a message of its own."""
        return to_json(self.event) if self.body is None else self.body


def unpacked(body: bytes, content_type: str | None) -> list[Unpacked]:
    """Give each event of a message, parsed once. What is no batch, though it says so, is one event of bytes."""
    batch = content_type == BATCH_CONTENT_TYPE
    if batch and len(body) > MAX_READ:
        return [Unpacked(body, body)]
    try:
        found = from_json(body)
    except ValueError:
        return [Unpacked(body, body)]
    if not batch:
        return [Unpacked(found, body)]
    return [Unpacked(event, None) for event in found] if isinstance(found, list) else [Unpacked(body, body)]
