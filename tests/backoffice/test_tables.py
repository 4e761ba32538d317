"""CSV: the mapping says what a column is; what is wrong is told with row and column."""

import json
from pathlib import Path
from typing import Any

import pytest

from backoffice import AccountUpserted, InputRefusedError, RecordUpserted
from backoffice.table import Mapping, Row, open_table, read_mapping
from backoffice.table.cells import CellError, read_cell
from backoffice.table.mapping import Column, Formats

GERMAN = """
module = "invoices"
ignore = ["Bemerkung"]

[file]
delimiter = ";"
encoding = "iso-8859-15"

[formats]
decimal = ","
thousands = "."
date = "%d.%m.%Y"
time_zone = "Europe/Berlin"
true = ["ja"]
false = ["nein"]

[columns]
"Nummer" = "record_id"
"Kunde" = {to = "accounts", split = "/", needed = true}
"Datum" = "issued_on"
"Fällig" = {to = "due_on", date = "%Y%m%d"}
"Betrag" = "total"
"Stand" = {to = "status", values = {offen = "open", bezahlt = "paid"}}
"Gesperrt" = "hidden"
"Ab" = {to = "visible_from", date = "%d.%m.%Y %H:%M"}
"Menge" = {to = "fields.quantity", type = "decimal"}
"Stück" = {to = "fields.pieces", type = "integer"}
"Ort" = "fields.place"

[fixed]
currency = "EUR"
"""
HEADER = "Nummer;Kunde;Datum;Fällig;Betrag;Stand;Gesperrt;Ab;Menge;Stück;Ort;Bemerkung;Neu"
FINE = "R-1;C-1/C-2;22.11.2026;20261222;1.234,50;offen;nein;01.12.2026 08:00;0,5;12;Köln;geheim;?"


@pytest.fixture
def mapping(tmp_path: Path) -> Mapping:
    (tmp_path / "mapping.toml").write_text(GERMAN)
    return read_mapping(tmp_path / "mapping.toml")


def _rows(folder: Path, mapping: Mapping, *lines: str, header: str = HEADER) -> list[Row]:
    path = folder / "file.csv"
    path.write_bytes("\r\n".join((header, *lines, "")).encode(mapping.file.encoding))
    with open_table(path, mapping) as table:
        return list(table.rows())


def test_a_row_says_what_its_columns_say(tmp_path: Path, mapping: Mapping) -> None:
    [row] = _rows(tmp_path, mapping, FINE)
    assert row.number == 2
    assert isinstance(row.statement, RecordUpserted)
    assert row.statement.model_dump(mode="json", exclude_defaults=True) == {
        "module": "invoices", "record_id": "R-1", "revision": 0, "accounts": ["C-1", "C-2"], "status": "open",
        "issued_on": "2026-11-22", "due_on": "2026-12-22", "currency": "EUR", "total": "1234.50",
        "fields": {"quantity": "0.5", "pieces": 12, "place": "Köln"}, "visible_from": "2026-12-01T07:00:00Z",
    }  # fmt: skip


def test_columns_that_nobody_mentioned_are_told(tmp_path: Path, mapping: Mapping) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(f"{HEADER}\n".encode("iso-8859-15"))
    with open_table(path, mapping) as table:
        assert table.unknown == ("Neu",)


NO_AMOUNTS = ("1234.50", "1.23,5", "1,2,3", "NaN", "1e400", "=1+1")
WRONG_CELLS = [
    *(("Betrag", value, "is not a number") for value in NO_AMOUNTS),
    ("Betrag", "1.234.567.890.123.456,0", "15 digits"),
    ("Betrag", "0,1234567", "6 after the point"),
    ("Kunde", "", "is empty"),
    ("Nummer", "", "Field required"),
    ("Nummer", "x" * 201, "200 characters"),
    ("Datum", "2026-11-22", "is not a date written as %d.%m.%Y"),
    ("Datum", "30.02.2026", "is not a date"),
    ("Fällig", "22.11.2026", "written as %Y%m%d"),
    ("Gesperrt", "vielleicht", "neither ja nor nein"),
    ("Stück", "12,5", "is not a whole number"),
    ("Stand", "ganz offen", "pattern"),
    ("Ab", "bald", "is not a date"),
    ("Ort", "x" * 10_001, "10000 characters"),
]


@pytest.mark.parametrize(("column", "value", "told"), WRONG_CELLS)
def test_a_wrong_cell_is_told_with_row_and_column_and_the_rest_goes_on(
    tmp_path: Path, mapping: Mapping, column: str, value: str, told: str
) -> None:
    cells = FINE.split(";")
    cells[HEADER.split(";").index(column)] = value
    first, second = _rows(tmp_path, mapping, ";".join(cells), FINE.replace("R-1", "R-2"))
    assert first.statement is None
    assert [fault.place for fault in first.faults] == [f"row 2, column {column!r}"]
    assert told in first.faults[0].detail
    assert second.statement is not None


@pytest.mark.parametrize(
    ("value", "told"),
    [("1.234.567,89", "1234567.89"), ("-5", "-5"), ("+0007,10", "7.10"), ("0", "0"), ("12345,6", "12345.6")],
)
def test_a_decimal_comma_is_read_and_digits_are_kept(tmp_path: Path, mapping: Mapping, value: str, told: str) -> None:
    [row] = _rows(tmp_path, mapping, FINE.replace("1.234,50", value))
    assert isinstance(row.statement, RecordUpserted)
    assert row.statement.model_dump(mode="json")["total"] == told


def test_digits_of_another_script_are_no_number() -> None:
    with pytest.raises(CellError):
        read_cell("٣", Column(to="total"), "decimal", Formats())


def test_every_wrong_cell_of_a_row_is_told(tmp_path: Path, mapping: Mapping) -> None:
    [row] = _rows(tmp_path, mapping, FINE.replace("22.11.2026", "x").replace("1.234,50", "y"))
    assert [fault.place for fault in row.faults] == ["row 2, column 'Datum'", "row 2, column 'Betrag'"]


def test_a_second_row_about_the_same_and_a_row_of_another_length_are_refused(tmp_path: Path, mapping: Mapping) -> None:
    rows = _rows(tmp_path, mapping, FINE, "", ";" * 12, FINE, "R-2;C-1", f"{FINE};more")
    assert [(row.number, [str(fault) for fault in row.faults]) for row in rows] == [
        (2, []),
        (5, ["row 5, column 'Nummer': 'R-1' is in row 2 already"]),
        (6, ["row 6: has 2 cells, the header 13"]),
        (7, ["row 7: has 14 cells, the header 13"]),
    ]


def test_accounts_are_rows_too(tmp_path: Path) -> None:
    said = {"rows": "accounts", "columns": {"Id": "account_id", "Name": "name", "Above": "parent", "Kind": "kind"}}
    mapping = Mapping.model_validate(said)
    rows = _rows(
        tmp_path,
        mapping,
        "C-1,City,,customer",
        "C-2,Ward,C-1,supplier",
        "C-3,Other,,friend",
        header="Id,Name,Above,Kind",
    )
    assert [type(row.statement) for row in rows] == [AccountUpserted, AccountUpserted, type(None)]
    assert isinstance(rows[1].statement, AccountUpserted)
    assert (rows[1].statement.parent, rows[1].statement.kind) == ("C-1", "supplier")
    assert rows[2].faults[0].place == "row 4, column 'Kind'"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "there is no column 'Nummer'"),
        (b"Nummer,Kunde\n", "Is the delimiter right"),
        (f"{HEADER};Nummer\n".encode("iso-8859-15"), "same name"),
        (f'{HEADER}\n"R-1";"C-1\n'.encode("iso-8859-15"), "after row 1: cannot be read on"),
    ],
)
def test_a_file_that_is_another_is_refused(tmp_path: Path, mapping: Mapping, content: bytes, told: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(InputRefusedError, match=told), open_table(path, mapping) as table:
        list(table.rows())


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes("Id\nK\u00f6ln\n".encode("iso-8859-1"))
    mapping = Mapping.model_validate({"rows": "accounts", "columns": {"Id": "account_id"}, "fixed": {"name": "x"}})
    with pytest.raises(InputRefusedError, match="cannot be read"), open_table(path, mapping) as table:
        list(table.rows())


FEW: dict[str, Any] = {"module": "invoices", "columns": {"N": "record_id"}}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"module": None}, "say module"),
        ({"module": "$where"}, "/module"),
        ({"rows": "accounts"}, "say module"),
        ({"columns": {}}, "/columns"),
        ({"columns": {"N": "title"}}, "no column says record_id"),
        ({"columns": {"N": "record_id", "M": "record_id"}}, "say the same"),
        ({"columns": {"N": "record_id", "M": "revision"}}, "'revision' is nothing to say"),
        ({"columns": {"N": {"to": "record_id", "typ": "text"}}}, "/columns/N/typ"),
        ({"columns": {"N": {"to": "record_id", "type": "float"}}}, "/columns/N/type"),
        ({"fixed": {"record_id": "x"}}, "say the same"),
        ({"formats": {"decimal": ",", "thousands": ","}}, "must differ"),
        ({"file": {"delimiter": ";;"}}, "/file/delimiter"),
        ({"colums": {}}, "/colums"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused_with_the_place(
    tmp_path: Path, wrong: dict[str, Any], told: str
) -> None:
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps({**FEW, **wrong}))
    with pytest.raises(InputRefusedError) as refused:
        read_mapping(path)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("name", "text"), [("m.json", "{"), ("m.toml", "= 1"), ("m.json", "[" * 100_000), ("m.toml", "\udcff")]
)
def test_a_mapping_that_is_none_is_refused(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputRefusedError, match="neither JSON nor TOML"):
        read_mapping(tmp_path / name)
