"""The words that records are found by: folded, so that case and accents do not matter, and bounded."""

import re
import unicodedata
from typing import Final

MAX_WORD: Final = 40
"""Letters of a word that count."""
MAX_WORDS: Final = 200
"""Words of one field that count."""
MAX_TEXT: Final = 10_000
"""Characters of one field that are looked at."""
MAX_ASKED: Final = 8
"""Words of one search."""
_WORD: Final = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Give the words of a text, each once, in order: runs of letters and digits of any script."""
    return list(dict.fromkeys(word[:MAX_WORD] for word in _WORD.findall(_folded(text[:MAX_TEXT]))))[:MAX_WORDS]


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
