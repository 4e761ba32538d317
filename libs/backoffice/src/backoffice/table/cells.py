"""Reads one cell as what its column is said to hold."""

import re
from collections.abc import Callable
from collections.abc import Mapping as Lookup
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import JsonValue

from backoffice.table.mapping import Column, Formats, Kind

_WHOLE = re.compile(r"[+-]?[0-9]{1,19}")
SPACES: Final = str.maketrans({"\u00a0": " ", "\u202f": " "})
"""Spreadsheets group digits by spaces that do not break."""


class CellError(ValueError):
    """A cell does not hold what its column is said to hold."""


def read_cell(text: str, column: Column, kind: Kind, formats: Formats) -> JsonValue:
    """Read a cell; None for an empty one. Raises CellError."""
    said = column.values.get(text.strip(), text.strip())
    if not said:
        return None
    return _READERS[kind](said, column, formats)


def _text(said: str, _column: Column, _formats: Formats) -> JsonValue:
    return said


def _decimal(said: str, _column: Column, formats: Formats) -> JsonValue:
    """Read a number as our messages write it, digits kept as they stand."""
    mark, group = re.escape(formats.decimal), re.escape(formats.thousands)
    grouped = f"|[0-9]{{1,3}}(?:{group}[0-9]{{3}})+" if group else ""
    found = re.fullmatch(rf"([+-]?)([0-9]+{grouped})(?:{mark}([0-9]+))?", said.translate(SPACES))
    if found is None:
        grouping = f" and groups of three by {formats.thousands!r}" if formats.thousands else ""
        raise CellError(f"{said[:40]!r} is not a number with {formats.decimal!r} before its decimals{grouping}")
    sign, whole, fraction = found.groups(default="")
    digits = whole.replace(formats.thousands, "") if formats.thousands else whole
    number = (digits.lstrip("0") or "0") + (f".{fraction}" if fraction else "")
    return f"-{number}" if sign == "-" else number


def _integer(said: str, _column: Column, formats: Formats) -> JsonValue:
    plain = said.translate(SPACES).replace(formats.thousands, "") if formats.thousands else said
    if not _WHOLE.fullmatch(plain):
        raise CellError(f"{said[:40]!r} is not a whole number")
    return int(plain)


def _boolean(said: str, _column: Column, formats: Formats) -> JsonValue:
    folded = said.casefold()
    if folded in map(str.casefold, formats.true):
        return True
    if folded in map(str.casefold, formats.false):
        return False
    raise CellError(f"{said[:40]!r} is neither {'/'.join(formats.true)} nor {'/'.join(formats.false)}")


def _date(said: str, column: Column, formats: Formats) -> JsonValue:
    return _moment(said, column.date or formats.date).date().isoformat()


def _datetime(said: str, column: Column, formats: Formats) -> JsonValue:
    moment = _moment(said, column.date or formats.datetime)
    try:
        zone = ZoneInfo(formats.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CellError(f"time_zone {formats.time_zone!r} is not known, such as Europe/Berlin") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).isoformat()


def _moment(said: str, written: str) -> datetime:
    try:
        return datetime.strptime(said, written)  # noqa: DTZ007 - a date has no zone; a time gets the mapping's
    except ValueError as error:
        raise CellError(f"{said[:40]!r} is not a date written as {written}") from error


def _list(said: str, column: Column, _formats: Formats) -> JsonValue:
    parts = said.split(column.split) if column.split else [said]
    return [part.strip() for part in parts if part.strip()]


_READERS: Final[Lookup[Kind, Callable[[str, Column, Formats], JsonValue]]] = {
    "text": _text,
    "decimal": _decimal,
    "integer": _integer,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "list": _list,
}
