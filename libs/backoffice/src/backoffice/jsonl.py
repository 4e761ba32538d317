"""Publishes a file of events, one JSON object per line: in chunks, resumable, refused lines told with their numbers."""

import hashlib
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from pydantic_core import from_json

from backoffice.checkpoint import Checkpoint, Position
from backoffice.events import EventMaker
from backoffice.problems import ChangedSourceError, InputRefusedError, told
from backoffice.publisher import Publisher, Receipt
from backoffice.wire import MAX_BATCH_BYTES
from contracts.envelope import CloudEvent

CHUNK_LINES: Final = 2_000
CHUNK_BYTES: Final = 16_000_000
"""What is read, published and settled together; after a crash at most this much goes out a second time."""
READ_BYTES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that was not published, and why."""

    number: int
    reason: str
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What has become of the file so far: `lines` of it settled, up to the byte `offset` of `size`."""

    lines: int
    offset: int
    size: int
    published: int
    refused: tuple[RefusedLine, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    event: CloudEvent | None
    refused: RefusedLine | None = None


async def publish_file(
    path: Path,
    maker: EventMaker,
    publisher: Publisher | None,
    checkpoint: Checkpoint | None = None,
    *,
    resume: bool = False,
) -> AsyncIterator[Progress]:
    """Publish every line of a file; yields after each chunk, with the lines refused in it.

    Without a publisher the lines are only checked. With `resume` it begins where the checkpoint says, after making sure
    that what lies before is what it was: lines may have been added behind, not changed. Raises ChangedSourceError, and
    what `Publisher.publish` raises; then the checkpoint holds what was settled.
    """
    with path.open("rb") as file:
        reader = _Reader(file, maker)
        if resume and checkpoint is not None and (known := checkpoint.load()) is not None:
            reader.skip(known)
        size = os.fstat(file.fileno()).st_size
        while chunk := reader.chunk():
            events = [line.event for line in chunk if line.event is not None]
            refused = [line.refused for line in chunk if line.refused is not None]
            if publisher is not None:
                refused += _refused_there(chunk, await publisher.publish(events))
                if checkpoint is not None:
                    checkpoint.save(reader.position())
            published = len(chunk) - len(refused)
            refused.sort(key=lambda line: line.number)
            yield Progress(len(chunk), reader.offset, size, published, tuple(refused))


def _refused_there(chunk: list[_Line], receipts: list[Receipt]) -> list[RefusedLine]:
    lines = [line for line in chunk if line.event is not None]
    return [
        RefusedLine(line.number, told(receipt.problem), receipt.event.subject)
        for line, receipt in zip(lines, receipts, strict=True)
        if receipt.problem is not None
    ]


class _Reader:
    """Reads lines and keeps count of bytes and digest."""

    def __init__(self, file: BinaryIO, maker: EventMaker) -> None:
        self._file, self._maker = file, maker
        self._digest = hashlib.sha256()
        self.offset, self.line = 0, 0

    def position(self) -> Position:
        return Position(tenant=self._maker.tenant, offset=self.offset, line=self.line, digest=self._digest.hexdigest())

    def skip(self, known: Position) -> None:
        if known.tenant != self._maker.tenant:
            raise ChangedSourceError(f"the checkpoint is of tenant {known.tenant!r}; start without --resume")
        while self.offset < known.offset and (read := self._file.read(min(READ_BYTES, known.offset - self.offset))):
            self._digest.update(read)
            self.offset += len(read)
        if self._digest.hexdigest() != known.digest:
            raise ChangedSourceError("the file is not the one of the checkpoint any more; start without --resume")
        self.line = known.line

    def chunk(self) -> list[_Line]:
        lines: list[_Line] = []
        before = self.offset
        while len(lines) < CHUNK_LINES and self.offset - before < CHUNK_BYTES and (raw := self._raw()):
            if line := self._read(raw):
                lines.append(line)
        return lines

    def _raw(self) -> bytes:
        """Give the next line; of one that is too long no more than tells so."""
        kept = b""
        while piece := self._file.readline(READ_BYTES):
            self._digest.update(piece)
            self.offset += len(piece)
            kept = kept + piece if len(kept) <= MAX_BATCH_BYTES else kept
            if piece.endswith(b"\n"):
                break
        self.line += 1 if kept else 0
        return kept

    def _read(self, raw: bytes) -> _Line | None:
        """Read one line; None for an empty one."""
        if not (text := raw.strip()):
            return None
        try:
            if len(raw) > MAX_BATCH_BYTES:
                raise InputRefusedError.at("", f"the line has more than {MAX_BATCH_BYTES} bytes")
            return _Line(self.line, self._maker.read(_object(text)))
        except InputRefusedError as error:
            return _Line(self.line, None, RefusedLine(self.line, str(error)))


def _object(text: bytes) -> dict[str, Any]:
    try:
        said = from_json(text, allow_inf_nan=False)
    except ValueError as error:
        raise InputRefusedError.at("", f"this is not JSON: {error}") from error
    if not isinstance(said, dict):
        raise InputRefusedError.at("", "an event is a JSON object, one per line")
    return said
