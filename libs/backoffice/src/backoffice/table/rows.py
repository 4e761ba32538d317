"""Reads the rows of a CSV file by its mapping: each is a statement, or refused with its row and columns."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TextIO

from pydantic import JsonValue, ValidationError

from backoffice.importing import UNNUMBERED, Statement
from backoffice.problems import Fault, InputRefusedError, Place, places_of
from backoffice.table.cells import CellError, read_cell
from backoffice.table.mapping import FIELDS, Mapping
from contracts.backoffice.account import AccountUpserted
from contracts.backoffice.record import RecordUpserted

MAX_ROWS: Final = 1_000_000
HEADER_ROW: Final = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `number` as a spreadsheet counts, the header being 1. Either a statement, or what is wrong with it."""

    number: int
    statement: Statement | None
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class Table:
    """An open file. `unknown` are the columns that the mapping neither uses nor ignores."""

    mapping: Mapping
    header: tuple[str, ...]
    unknown: tuple[str, ...]
    _reader: Iterator[list[str]]
    _known: dict[str, int] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """Read row by row. Raises InputRefusedError where the file itself cannot be read on."""
        for number, cells in enumerate(_told(self._reader, HEADER_ROW), HEADER_ROW + 1):
            if number > MAX_ROWS:
                raise InputRefusedError.at(f"row {number}", f"the file has more than {MAX_ROWS} rows; split it")
            if any(cell.strip() for cell in cells):
                yield self._row(number, cells)

    def _row(self, number: int, cells: list[str]) -> Row:
        if len(cells) != len(self.header):
            fault = Fault(f"row {number}", f"has {len(cells)} cells, the header {len(self.header)}")
            return Row(number, None, (fault,))
        said, faults = self._said(number, cells)
        if faults:
            return Row(number, None, tuple(faults))
        try:
            statement = _statement(self.mapping, said)
        except ValidationError as error:
            return Row(number, None, tuple(self._fault(number, *found) for found in places_of(error)))
        return self._once(number, statement)

    def _once(self, number: int, statement: Statement) -> Row:
        """Refuse a second row about the same: which of the two is true is not ours to guess."""
        key = next(iter(self.mapping.targets))
        known = str(getattr(statement, key))
        first = self._known.setdefault(known, number)
        if first != number:
            return Row(number, None, (Fault(self._place(number, key), f"{known!r} is in row {first} already"),))
        return Row(number, statement)

    def _said(self, number: int, cells: list[str]) -> tuple[dict[str, JsonValue], list[Fault]]:
        said: dict[str, JsonValue] = dict(self.mapping.fixed)
        faults: list[Fault] = []
        by_name = dict(zip(self.header, cells, strict=True))
        for name, column in self.mapping.columns.items():
            try:
                value = read_cell(by_name[name], column, self.mapping.kind_of(column), self.mapping.formats)
            except CellError as error:
                faults.append(Fault(f"row {number}, column {name!r}", str(error)))
                continue
            if value is None and column.needed:
                faults.append(Fault(f"row {number}, column {name!r}", "is empty"))
            if value is not None:
                said[column.to] = value
        return said, faults

    def _fault(self, number: int, loc: Place, detail: str) -> Fault:
        target = FIELDS + str(loc[1]) if loc[:1] == ("fields",) and len(loc) > 1 else str(loc[0]) if loc else ""
        return Fault(self._place(number, target), detail)

    def _place(self, number: int, target: str) -> str:
        name = next((name for name, column in self.mapping.columns.items() if column.to == target), None)
        return f"row {number}, column {name!r}" if name else f"row {number}, {target}" if target else f"row {number}"


@contextmanager
def open_table(path: Path, mapping: Mapping) -> Iterator[Table]:
    """Open a file and read its header. Raises InputRefusedError where columns are missing or doubled."""
    try:
        with path.open(encoding=mapping.file.encoding, newline="") as file:
            yield _opened(file, mapping)
    except OSError as error:
        raise InputRefusedError.at("", f"cannot be read: {error.strerror}") from error
    except LookupError as error:
        raise InputRefusedError.at("", f"encoding {mapping.file.encoding!r} is not known") from error


def _opened(file: TextIO, mapping: Mapping) -> Table:
    reader = csv.reader(file, delimiter=mapping.file.delimiter, quotechar=mapping.file.quote, strict=True)
    header = tuple(name.strip() for name in next(_told(reader, 0), []))
    if len(set(header)) != len(header):
        raise InputRefusedError.at("row 1", "two columns have the same name")
    if missing := [name for name in mapping.columns if name not in header]:
        raise InputRefusedError.at("row 1", f"there is no column {', '.join(map(repr, missing))}; {_there(header)}")
    known = {*mapping.columns, *mapping.ignore}
    return Table(mapping, header, tuple(name for name in header if name not in known), reader)


def _there(header: tuple[str, ...]) -> str:
    return f"there are {', '.join(map(repr, header[:50]))}. Is the delimiter right?"


def _told(reader: Iterator[list[str]], row: int) -> Iterator[list[str]]:
    """Read on after a row; what cannot be read is said as a refusal."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, UnicodeError) as error:
            raise InputRefusedError.at(f"after row {row}", f"cannot be read on: {error}") from error
        row += 1
        yield cells


def _statement(mapping: Mapping, said: dict[str, JsonValue]) -> Statement:
    if mapping.module is None:
        return AccountUpserted.model_validate({**said, "revision": UNNUMBERED})
    fields = {name.removeprefix(FIELDS): value for name, value in said.items() if name.startswith(FIELDS)}
    plain: dict[str, Any] = {name: value for name, value in said.items() if not name.startswith(FIELDS)}
    return RecordUpserted.model_validate({**plain, "module": mapping.module, "fields": fields, "revision": UNNUMBERED})
