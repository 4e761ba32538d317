"""How far a file has been published, so that a run that was killed goes on where it stopped."""

import os
from pathlib import Path
from typing import Annotated, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from backoffice.problems import ChangedSourceError


class Position(BaseModel):
    """Everything before `offset` (bytes; `line` lines) is settled; `digest` is the SHA-256 of those bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tenant: str
    offset: Annotated[int, Field(ge=0)]
    line: Annotated[int, Field(ge=0)]
    digest: str


class Checkpoint(Protocol):
    """Remembers one position. Write your own to keep it in a database of yours."""

    def load(self) -> Position | None:
        """Give the position, None when there is none."""
        ...

    def save(self, position: Position) -> None:
        """Keep the position, all of it or nothing."""
        ...


class FileCheckpoint:
    """Keeps the position in a small JSON file, replaced at once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> Position | None:
        """Read it. Raises ChangedSourceError where the file is something else."""
        try:
            return Position.model_validate_json(self.path.read_bytes())
        except FileNotFoundError:
            return None
        except ValidationError as error:
            raise ChangedSourceError(f"{self.path} is not a checkpoint; remove it, or name another") from error

    def save(self, position: Position) -> None:
        """Write beside it and move it there: a crash leaves the old one or the new one."""
        write_whole(self.path, position.model_dump_json().encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there as a whole or not at all, also after a power cut."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
