"""Makes the names that strangers chose harmless for headers, text and markup. Real names pass unchanged."""

import unicodedata
from typing import Final

MAX_SHOWN: Final = 100
_BREAKING: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Unicode's explicit directions (UAX #9): one left open would turn the rest of the line around."""
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_ISOLATE, _END = "\u2068", "\u2069"


def harmless(name: str) -> str:
    """Give the name on one line without controls and direction marks, at most `MAX_SHOWN` characters."""
    kept = (" " if unicodedata.category(letter) in _BREAKING else letter for letter in name if letter not in _TURNING)
    line = " ".join("".join(kept).split())
    return line if len(line) <= MAX_SHOWN else line[: MAX_SHOWN - 1].rstrip() + "…"


def isolated(name: str) -> str:
    """Give a harmless name so that its own direction, if it runs from right to left, ends with it."""
    turns = any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in name)
    return f"{_ISOLATE}{name}{_END}" if turns else name
