"""A table as XLSX: read back as any ZIP of XML, it holds what went in, as numbers, days and texts."""

import io
import re
import zipfile
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from edge.domain.xlsx_file import XlsxFile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def written(rows: list[list[Any]], types: list[str], pages: int = 1) -> bytes:
    file = XlsxFile("invoices")
    pieces = [
        file.head(["h"] * len(types), for_people=True),
        *(file.rows(rows, types) for _ in range(pages)),
        file.end(),
    ]
    return b"".join(pieces)


def cells(content: bytes) -> list[list[Any]]:
    """The cells below the headings, as a spreadsheet reads them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ET.fromstring(archive.read(name))  # noqa: S314  what we have just written
        sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    assert not list(sheet.iter(f"{MAIN}f")), "no formulas"
    found = [[_value(cell) for cell in row] for row in sheet.iter(f"{MAIN}row")]
    return found[1:]


def _value(cell: ET.Element) -> Any:
    if cell.get("t") == "inlineStr":
        text = "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))
        return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)
    value = cell.find(f"{MAIN}v")
    if value is None:
        return None
    if cell.get("t") == "b":
        return value.text == "1"
    number = float(value.text or "")
    return date(1899, 12, 30) + timedelta(days=number) if cell.get("s") else number


def test_numbers_days_and_truths_are_what_they_are() -> None:
    row = ["-5.00", 17, "2026-12-01", True, None, "121.00", "2026-12-01T10:00:00Z"]
    types = ["money", "number", "date", "boolean", "string", "string", "datetime"]
    assert cells(written([row], types)) == [[-5.0, 17.0, date(2026, 12, 1), True, None, "121.00", row[6]]]


def test_what_a_cell_cannot_hold_exactly_is_text() -> None:
    row = ["12345678901234.567890", "999999999999999", "1899-12-31", "soon", "=1+1"]
    types = ["money", "number", "date", "date", "number"]
    assert cells(written([row], types)) == [[row[0], 999999999999999.0, row[2], "soon", "=1+1"]]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "-5", "<b>&amp;</b>", "]]>", "two\nlines", " kept ", "Müller 日本 😀", "", '"', "'x", "a\u00a0b"],
    ids=ascii,
)
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    assert cells(written([[text]], ["text"])) == [[text]]


def test_letters_that_xml_has_no_place_for_are_shown_as_such() -> None:
    assert cells(written([["a\x01b\x0bc\ufffed"]], ["text"])) == [["a\ufffdb\ufffdc\ufffdd"]]


def test_pages_follow_each_other_and_a_file_without_its_end_is_none() -> None:
    content = written([[f"r{n}", str(n)] for n in range(500)], ["string", "number"], pages=4)
    found = cells(content)
    assert (len(found), found[-1]) == (2_000, ["r499", 499.0])
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(content[:-30]))
