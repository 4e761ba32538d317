"""Events of one type that one transaction said travel together, as a CloudEvents batch: both ends of it.

A message's way through the broker costs the same for one event as for a hundred. Between services only: a backoffice
reads one event a message, and so does who follows the broadcast.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic_core import from_json, to_json

from contracts.envelope import BATCH_CONTENT_TYPE, CONTENT_TYPE
from contracts.topology import EVENTS

MAX_EVENTS: Final = 100
"""Events of one message: a replica that dies over them has little to do again."""
MAX_BYTES: Final = 256_000


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


def unpacked(body: bytes, content_type: str | None) -> list[bytes]:
    """Give each event of a message as its JSON. Raises ValueError for a batch that is none."""
    if content_type != BATCH_CONTENT_TYPE:
        return [body]
    events = from_json(body)
    if not isinstance(events, list):
        raise ValueError("a batch must be an array of events")  # noqa: TRY004  callers know of one error
    return [to_json(event) for event in events]
