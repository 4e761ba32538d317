"""A table as a CSV file (RFC 4180) that no spreadsheet takes for formulas (OWASP, CSV injection)."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

MEDIA_TYPE: Final = "text/csv; charset=utf-8"
BOM: Final = "\ufeff"
"""Without it Excel reads UTF-8 as something else."""
END: Final = "\r\n"
HARMLESS: Final = "'"
"""Put before what a spreadsheet would compute: it is shown then, as text."""
_STARTS: Final = frozenset("=+-@\t\r\n|%\u2212")
"""What a formula begins with, as OWASP lists it, and the minus sign; full width forms count as what they look like."""
_UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
NUMBERS: Final = frozenset({"number", "money"})
Value = str | bool | int | float | None


def line(values: Sequence[Value], types: Sequence[str]) -> str:
    """Write a row. Numbers of number fields stay bare; texts are always quoted: elsewhere `;` parts the columns."""
    return ",".join(_cell(value, kind) for value, kind in zip(values, types, strict=True)) + END


def _cell(value: Value, kind: str) -> str:
    if value is None:
        return ""
    text = ("true" if value else "false") if isinstance(value, bool) else str(value)
    if kind in NUMBERS and _NUMBER.fullmatch(text):
        return text
    return '"' + defused(text).replace('"', '""') + '"'


def defused(text: str) -> str:
    """Give a text that is no formula; blanks and letters that nobody sees do not hide one."""
    begin = unicodedata.normalize("NFKC", text.lstrip().lstrip(_UNSEEN).lstrip()[:1])
    return HARMLESS + text if {text[:1], begin[:1]} & _STARTS else text


class CsvFile:
    """One file on its way: each step gives the bytes that it adds."""

    media_type, ending = MEDIA_TYPE, "csv"

    def __init__(self, name: str) -> None:
        """Take a name, which a CSV file has no place for."""

    def head(self, headings: Sequence[str], *, for_people: bool) -> bytes:
        """Begin with a row of headings; for people with a byte order mark, which programs trip over."""
        return ((BOM if for_people else "") + line(headings, ["string"] * len(headings))).encode()

    def rows(self, rows: Sequence[Sequence[Value]], types: Sequence[str]) -> bytes:
        """Add rows, each with a value per type."""
        return "".join(line(row, types) for row in rows).encode()

    def end(self) -> bytes:
        """Give what makes the file whole: nothing."""
        return b""
