"""The keys that lists are sorted by: never null, since a keyset over nulls loses rows."""

import unicodedata
from typing import Final

MAX_KEY: Final = 100
"""Characters of a text that count in sorting; ties go by id."""
PRESET_SORTS: Final = ("issued_on", "due_on", "title", "record_id")
"""What a list can be sorted by: each has its index."""
NOTHING: Final = ""
"""Sorts before every date and text."""


def sort_keys(record_id: str, title: str | None, issued_on: str | None, due_on: str | None) -> dict[str, str]:
    """Give the key of each preset sort; dates are `YYYY-MM-DD`."""
    return {
        "issued_on": issued_on or NOTHING,
        "due_on": due_on or NOTHING,
        "title": folded(title or NOTHING),
        "record_id": folded(record_id),
    }


def folded(text: str) -> str:
    """Fold a text so that case and accents do not matter: `Ärger` stands beside `arger`."""
    apart = unicodedata.normalize("NFKD", text[:MAX_KEY])
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()[:MAX_KEY]
