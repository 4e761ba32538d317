"""A mail as it is handed to the mail server."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and both bodies in one language. `id` is the mail's: a rare second copy carries the same."""

    id: str
    to: str
    language: str
    subject: str
    text: str
    html: str
    written_at: datetime
