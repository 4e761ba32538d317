"""A kind of record as its tenant defines it; a rising revision tells which definition is newer."""

from dataclasses import dataclass
from typing import Final

from portal_config.domain.document import Document

MAX_MODULES: Final = 200
"""Of one tenant."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module. `revision` starts at 1."""

    module: str
    revision: int
    definition: Document

    def redefine(self, definition: Document) -> "Module":
        """Give the next revision, or this very module when nothing changes."""
        return self if definition == self.definition else Module(self.module, self.revision + 1, definition)
