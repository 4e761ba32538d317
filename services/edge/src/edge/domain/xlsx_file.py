"""A table as an XLSX file (ECMA-376), written piece by piece: one sheet, texts within their cells, nothing computed.

A ZIP archive can be written without going back in it, and so can a sheet whose texts are not shared.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NUMBERS: Final = frozenset({"number", "money"})
EXACT_DIGITS: Final = 15
"""A cell holds a double: a longer number would come out as another one, so it is written as text."""
MAX_TEXT: Final = 32_767
MAX_NAME: Final = 31
BEGIN: Final = date(1899, 12, 30)
"""Day 0, as far as days after February 1900 are concerned; those before are written as text."""
FIRST_DAY: Final = date(1900, 3, 1)
DAY_STYLE: Final = 1
Value = str | bool | int | float | None
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What spreadsheets read as an escaped letter (ECMA-376, ST_Xstring)."""
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CONTENTS: Final = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>'
)
_ROOT: Final = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_PARTS: Final = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
_PLAIN: Final = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'
_STYLES: Final = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    f'<cellStyleXfs count="1"><xf {_PLAIN}/></cellStyleXfs><cellXfs count="2"><xf {_PLAIN} xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""What spreadsheets expect of any workbook, and the one style of our own: days as the reader writes them."""


class XlsxFile:
    """One file on its way: each step gives the bytes that it adds."""

    media_type, ending = MEDIA_TYPE, "xlsx"

    def __init__(self, name: str) -> None:
        self._out = _Pipe()
        self._zip = zipfile.ZipFile(self._out, "w", zipfile.ZIP_DEFLATED)
        self._name = name[:MAX_NAME]

    def head(self, headings: Sequence[str], *, for_people: bool) -> bytes:
        """Begin with a row of headings, for people or programs alike."""
        del for_people
        sheet = f'<sheets><sheet name="{escape(self._name)}" sheetId="1" r:id="r1"/></sheets>'
        book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{sheet}</workbook>'
        for part, text in (
            ("[Content_Types].xml", _CONTENTS), ("_rels/.rels", _ROOT), ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", _PARTS), ("xl/styles.xml", _STYLES),
        ):  # fmt: skip
            self._zip.writestr(_entry(part), _HEAD + text)
        self._sheet = self._zip.open(_entry("xl/worksheets/sheet1.xml"), "w")
        self._sheet.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
        return self.rows([headings], ["string"] * len(headings))

    def rows(self, rows: Sequence[Sequence[Value]], types: Sequence[str]) -> bytes:
        """Add rows, each with a value per type."""
        lines = ("".join(_cell(value, kind) for value, kind in zip(row, types, strict=True)) for row in rows)
        self._sheet.write("".join(f"<row>{line}</row>" for line in lines).encode())
        return self._out.taken()

    def end(self) -> bytes:
        """Give what makes the file whole."""
        self._sheet.write(b"</sheetData></worksheet>")
        self._sheet.close()
        self._zip.close()
        return self._out.taken()


class _Pipe(io.RawIOBase):
    """Takes what is written until it is taken away; it cannot go back, and says so."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(memoryview(data))  # type: ignore[arg-type]  # whatever buffer zlib hands out
        self._pieces.append(piece)
        return len(piece)

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _entry(name: str) -> zipfile.ZipInfo:
    """Name a part; without a date of its own a file is the same whenever it is written."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _cell(value: Value, kind: str) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    text = str(value)
    if kind in NUMBERS and _NUMBER.fullmatch(text) and sum(letter.isdigit() for letter in text) <= EXACT_DIGITS:
        return f"<c><v>{text}</v></c>"
    if kind == "date" and _DAY.fullmatch(text) and (day := date.fromisoformat(text)) >= FIRST_DAY:
        return f'<c s="{DAY_STYLE}"><v>{(day - BEGIN).days}</v></c>'
    shown = escape(_ESCAPED.sub("_x005F_", _NOT_XML.sub("\ufffd", text[:MAX_TEXT])), {"\r": "&#13;"})
    return f'<c t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'
