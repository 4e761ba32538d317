"""Reads a form with files, `multipart/form-data` (RFC 7578): small ones, whole in memory, strictly."""

import re
from dataclasses import dataclass
from typing import Final

MAX_PARTS: Final = 100
_BOUNDARY: Final = re.compile(r'multipart/form-data;\s*boundary="?([0-9A-Za-z\'()+_,./:=?-]{1,70})"?')
_SAID: Final = re.compile(r'content-disposition:\s*form-data;\s*name="([^"]{1,100})"(;.*)?', re.IGNORECASE)
_FILE: Final = re.compile(r";\s*filename\*?=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form carries: texts, and files by their field; of a file only its bytes are known here."""

    fields: dict[str, str]
    files: dict[str, bytes]


def read_parts(content_type: str, body: bytes) -> Sent:
    """Give what was sent; of two parts of one name the last counts. Raises ValueError for what is no such form."""
    found = _BOUNDARY.fullmatch(content_type.strip())
    if found is None:
        raise ValueError("no boundary")
    mark = b"--" + found[1].encode()
    pieces = (b"\r\n" + body).split(b"\r\n" + mark)
    if len(pieces) < 2 or len(pieces) > MAX_PARTS + 2 or pieces[0].strip() or not pieces[-1].startswith(b"--"):
        raise ValueError("cut off, or too many parts")
    sent = Sent({}, {})
    for piece in pieces[1:-1]:
        _take(piece, sent)
    return sent


def _take(piece: bytes, sent: Sent) -> None:
    head, gap, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    if not gap:
        raise ValueError("a part without an end to its head")
    said = (_SAID.fullmatch(line) for line in head.decode("utf-8").split("\r\n"))
    named = next((each for each in said if each), None)
    if named is None:
        raise ValueError("a part without a name")
    if _FILE.search(named[2] or ""):
        sent.files[named[1]] = content
    else:
        sent.fields[named[1]] = content.decode("utf-8")
