"""Typed values of fields: how they come in, how they are stored, and what counts as having one.

One file decides it for intake, for filters and for projections, so that they cannot disagree.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal, get_args

from policy.place import clean

FieldType = Literal["string", "text", "choice", "number", "money", "date", "datetime", "boolean"]
FIELD_TYPES: Final[tuple[FieldType, ...]] = get_args(FieldType)
Value = str | Decimal | bool | datetime
"""Stored as: texts → string; number, money → Decimal128; date → `YYYY-MM-DD`; datetime → BSON date; boolean → bool."""

MAX_STRING: Final = 1_000
MAX_TEXT: Final = 20_000
MAX_DIGITS: Final = 34
"""What a Decimal128 holds."""

_DECIMAL = re.compile(r"-?[0-9]{1,34}(\.[0-9]{1,34})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})")

BSON_TYPES: Final[Mapping[FieldType, tuple[str, ...]]] = MappingProxyType(
    {
        "string": ("string",),
        "text": ("string",),
        "choice": ("string",),
        "number": ("decimal", "int", "long"),
        "money": ("decimal", "int", "long"),
        "date": ("string",),
        "datetime": ("date",),
        "boolean": ("bool",),
    }
)
"""The database's names of what `stored_value` accepts. Doubles are not among them: they compare inexactly."""


class Mistyped(ValueError):  # noqa: N818 - an expected answer
    """A value is not of its field's type."""


def read_value(kind: FieldType, raw: object) -> Value:
    """Read a value as it comes in JSON. Raises `Mistyped`, nothing else, whatever it is given."""
    return _READERS[kind](raw)


def stored_value(kind: FieldType, stored: object) -> Value | None:
    """The value of a stored field; None if there is none of that type: missing, null, an array, NaN, another type."""
    return reader(kind)(stored)


def reader(kind: FieldType) -> Callable[[object], Value | None]:
    """What reads stored fields of one type, as `stored_value` does."""
    return _STORED[kind]


def instant(moment: datetime) -> datetime:
    """A moment as the database keeps it: UTC, whole milliseconds. A naive one is UTC, as BSON means it."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return aware.replace(microsecond=aware.microsecond // 1000 * 1000)


def _stored_number(stored: object) -> Decimal | None:
    if isinstance(stored, bool) or not isinstance(stored, Decimal | int):
        return None
    number = Decimal(stored)
    return None if number.is_nan() else number


def _stored_moment(stored: object) -> datetime | None:
    return instant(stored) if isinstance(stored, datetime) else None


def _stored_boolean(stored: object) -> bool | None:
    return stored if isinstance(stored, bool) else None


def _stored_string(stored: object) -> str | None:
    return stored if isinstance(stored, str) else None


_STORED: Final[Mapping[FieldType, Callable[[object], Value | None]]] = MappingProxyType(
    {
        "string": _stored_string,
        "text": _stored_string,
        "choice": _stored_string,
        "number": _stored_number,
        "money": _stored_number,
        "date": _stored_string,
        "datetime": _stored_moment,
        "boolean": _stored_boolean,
    }
)


def _read_string(raw: object) -> str:
    if not isinstance(raw, str) or len(raw) > MAX_STRING or not clean(raw):
        raise Mistyped("must be one line of text")
    return raw


def _read_text(raw: object) -> str:
    if not isinstance(raw, str) or len(raw) > MAX_TEXT or not clean(raw.translate({9: " ", 10: " ", 13: " "})):
        raise Mistyped("must be text without control characters")
    return raw


def _read_number(raw: object) -> Decimal:
    if isinstance(raw, bool):
        raise Mistyped("must be a number, not true or false")
    if isinstance(raw, int) and abs(raw) < 10**MAX_DIGITS:
        return Decimal(raw)
    if isinstance(raw, float):
        raw = repr(raw)
        number = Decimal(raw)
        if number.is_finite():
            return number
    if isinstance(raw, str) and len(raw) <= 2 * MAX_DIGITS + 2 and _DECIMAL.fullmatch(raw):
        number = Decimal(raw)
        if len(number.as_tuple().digits) <= MAX_DIGITS:
            return number
    raise Mistyped(f'must be a number such as "12.50", at most {MAX_DIGITS} digits')


def _read_date(raw: object) -> str:
    if isinstance(raw, str) and _DAY.fullmatch(raw):
        try:
            return date.fromisoformat(raw).isoformat()
        except ValueError:
            pass
    raise Mistyped("must be a date as YYYY-MM-DD")


def _read_datetime(raw: object) -> datetime:
    if isinstance(raw, str) and _INSTANT.fullmatch(raw):
        try:
            return instant(datetime.fromisoformat(raw))
        except (ValueError, OverflowError):
            pass
    raise Mistyped("must be a time as in RFC 3339, with its offset")


def _read_boolean(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise Mistyped("must be true or false")
    return raw


_READERS: Final[Mapping[FieldType, Callable[[object], Value]]] = MappingProxyType(
    {
        "string": _read_string,
        "text": _read_text,
        "choice": _read_string,
        "number": _read_number,
        "money": _read_number,
        "date": _read_date,
        "datetime": _read_datetime,
        "boolean": _read_boolean,
    }
)
