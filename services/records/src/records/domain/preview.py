"""A draft that is answered by for a while: named by what it says, so that the same one is kept once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LIFE: Final = timedelta(minutes=16)
"""As long as a token may name it, and one to sign it in."""
MAX_PREVIEWS: Final = 50
"""Of one tenant; where there are more, the oldest go."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A portal's draft as of a revision. `document` is as its author saved it, and fits the modules."""

    id: str
    slug: str
    revision: int
    document: Mapping[str, object]
    expires_at: datetime
