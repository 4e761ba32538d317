"""A table that somebody pasted or exported: which sign parts it, what its columns are, row by row as text."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

SIGNS: Final = (";", "\t", ",")
MAX_ROWS: Final = 200
MAX_LETTERS: Final = 200_000
"""Letters of a whole sheet."""


class UnreadableSheet(ValueError):  # noqa: N818  an answer: what is wrong with the sheet as a whole
    """The sheet as a whole cannot be taken. `code` is `empty`, `too-long`, `too-many-rows`, `no-column`, `broken`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number as an editor shows it, its cells by column, and how many cells had no column."""

    number: int
    cells: Mapping[str, str]
    spare: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows; `ignored` are headings that mean nothing to us."""

    rows: tuple[Row, ...]
    ignored: tuple[str, ...]


def read_sheet(text: str, columns: Mapping[str, Sequence[str]], wanted: Sequence[str]) -> Sheet:
    """Read a sheet whose first row names its columns, in any order and capitals. Raises UnreadableSheet.

    `columns` gives, for each column, the headings that it may have; `wanted` are those that have to be there.
    """
    if len(text) > MAX_LETTERS:
        raise UnreadableSheet("too-long", str(MAX_LETTERS))
    lines = text.lstrip("\ufeff").strip("\r\n")
    if not lines.strip():
        raise UnreadableSheet("empty")
    try:
        rows = list(csv.reader(io.StringIO(lines, newline=""), delimiter=_sign(lines), strict=True))
    except csv.Error as error:
        raise UnreadableSheet("broken", str(error)[:200]) from error
    named = [_column(heading, columns) for heading in rows[0]]
    missing = [column for column in wanted if column not in named]
    if missing:
        raise UnreadableSheet("no-column", ", ".join(missing))
    filled = [(number, row) for number, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row)]
    if not filled:
        raise UnreadableSheet("empty")
    if len(filled) > MAX_ROWS:
        raise UnreadableSheet("too-many-rows", str(MAX_ROWS))
    ignored = tuple(heading for heading, column in zip(rows[0], named, strict=True) if not column and heading.strip())
    return Sheet(tuple(_row(number, row, named) for number, row in filled), ignored)


def _sign(text: str) -> str:
    """Give the sign that parts the first line most often."""
    first = text.splitlines()[0]
    return max(SIGNS, key=first.count)


def _column(heading: str, columns: Mapping[str, Sequence[str]]) -> str:
    said = heading.strip().casefold()
    return next((column for column, names in columns.items() if said == column or said in names), "")


def _row(number: int, row: Sequence[str], named: Sequence[str]) -> Row:
    cells = {column: cell.strip() for column, cell in zip(named, row, strict=False) if column}
    return Row(number, cells, spare=max(0, len(row) - len(named)))
