"""The keys that lists are sorted by: never null, since a keyset over nulls loses rows, and always text."""

import unicodedata
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

MAX_KEY: Final = 100
"""Characters of a text that count in sorting; ties go by id."""
PRESET_SORTS: Final = ("issued_on", "due_on", "title", "record_id")
"""Each has its index; what else a list may be sorted by is sorted in stretches."""
CAME_IN: Final = "came_in"
"""When the revision came in: has its index too, and is nothing that people sort by."""
NOTHING: Final = ""
"""Sorts before every value."""
_NINES: Final = str.maketrans("0123456789", "9876543210")
_EXPONENTS: Final = 10_000
"""More than any number that a field takes has, so that exponents are never negative here."""


def sort_keys(
    record_id: str, title: str | None, issued_on: str | None, due_on: str | None, came_in: datetime
) -> dict[str, str]:
    """Give the key of each index that lists are read from; dates are `YYYY-MM-DD`."""
    return {
        CAME_IN: sort_key(came_in),
        "issued_on": issued_on or NOTHING,
        "due_on": due_on or NOTHING,
        "title": folded(title or NOTHING),
        "record_id": folded(record_id),
    }


def sort_key(value: str | Decimal | bool | datetime | None) -> str:
    """Give the key of any value: keys of two values of one type stand as the values do."""
    match value:
        case None:
            return NOTHING
        case bool():
            return "1" if value else "0"
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="milliseconds")
        case Decimal():
            return _number_key(value)
        case str():
            return folded(value)


def folded(text: str) -> str:
    """Fold a text so that case and accents do not matter: `Ärger` stands beside `arger`."""
    if text.isascii():
        return text[:MAX_KEY].lower()
    apart = unicodedata.normalize("NFKD", text[:MAX_KEY])
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()[:MAX_KEY]


def _number_key(number: Decimal) -> str:
    """Write a finite number so that text stands as the numbers do: sign, exponent, digits.

    Below zero every digit is turned round, and what is shorter stands behind: -1.2 is more than -1.25.
    """
    if not number:
        return "1"
    digits = "".join(map(str, number.as_tuple().digits)).lstrip("0")
    text = f"{number.adjusted() + _EXPONENTS:05}{digits.rstrip('0')}"
    return "2" + text if number > 0 else "0" + text.translate(_NINES) + "~"
