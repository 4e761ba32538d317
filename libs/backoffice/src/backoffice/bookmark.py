"""How far the feed was read, so that a run that was killed goes on where it stopped."""

from pathlib import Path
from typing import Annotated, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from backoffice.checkpoint import write_whole
from backoffice.problems import ChangedSourceError


class Bookmark(Protocol):
    """Remembers one place in one tenant's feed. Write your own to keep it in a database of yours."""

    def load(self) -> str | None:
        """Give the place, None when there is none."""
        ...

    def save(self, place: str) -> None:
        """Keep the place, all of it or nothing."""
        ...


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    tenant: str
    after: Annotated[str, Field(pattern=r"^[0-9]{1,15}$")]


class FileBookmark:
    """Keeps the place in a small JSON file, replaced at once. `tenant` is whose feed it is."""

    def __init__(self, path: Path, tenant: str) -> None:
        self.path, self.tenant = path, tenant

    def load(self) -> str | None:
        """Read it. Raises ChangedSourceError where the file is something else or another tenant's."""
        try:
            kept = _Kept.model_validate_json(self.path.read_bytes())
        except FileNotFoundError:
            return None
        except ValidationError as error:
            raise ChangedSourceError(f"{self.path} is not a bookmark; remove it, or name another") from error
        if kept.tenant != self.tenant:
            raise ChangedSourceError(f"{self.path} is a bookmark of {kept.tenant}, not of {self.tenant}: name another")
        return kept.after

    def save(self, place: str) -> None:
        """Write beside it and move it there: a crash leaves the old one or the new one."""
        write_whole(self.path, _Kept(tenant=self.tenant, after=place).model_dump_json().encode())
