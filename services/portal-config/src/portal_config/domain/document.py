"""A JSON document kept word for word: the order of its members counts, and two are the same when their text is."""

import json
from dataclasses import dataclass
from typing import Any, Final

MAX_BYTES: Final = 2_000_000
"""Well under what an event may carry: ten times the largest portal that makes sense."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """The document as compact JSON text. Text, since a database's own types would lose large numbers."""

    text: str

    @classmethod
    def of(cls, value: Json) -> "Document":
        """Keep a JSON object."""
        return cls(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    @property
    def value(self) -> Json:
        """Give it as a JSON object of the caller's own."""
        value: Json = json.loads(self.text)
        return value

    @property
    def too_large(self) -> bool:
        """Tell whether it is larger than `MAX_BYTES` in UTF-8."""
        return len(self.text.encode()) > MAX_BYTES
