"""Reads untrusted JSON strictly: a value knows its pointer, and each mistake becomes a fault instead of an error.

Every reader answers a neutral value after a fault. Such a value never escapes, because the parsers raise at their end.
"""

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Final

from policy.faults import MAX_POINTER, Code, Faults

MAX_KEY: Final = 128
SHOWN: Final = 60
SUGGESTED: Final = 12
LANGUAGES: Final = ("en", "pt", "es", "de")
"""Languages with a complete catalogue."""
_LINES: Final = re.compile(r"[\r\n\t]")


def clean(text: str) -> bool:
    """Whether text is one line of what UTF-8 can carry: no control characters, no lone surrogates."""
    return not any(letter < " " or letter == "\x7f" or "\ud800" <= letter <= "\udfff" for letter in text)


def shown(value: object) -> str:
    """A bounded, printable form of something hostile, for a fault's detail."""
    text = (
        ascii(value)
        if isinstance(value, str | int | float | bool | None) and not _huge(value)
        else type(value).__name__
    )
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _huge(value: object) -> bool:
    return (isinstance(value, str) and len(value) > MAX_KEY) or (isinstance(value, int) and abs(value) > 2**64)


def suggest(word: object, among: Collection[str]) -> str:
    """What to write instead of a word that is not known: what looks most like it first."""
    near = get_close_matches(word, among, 1) if isinstance(word, str) and len(word) <= MAX_KEY else []
    known = [*near, *(each for each in among if each not in near)][:SUGGESTED]
    return f"use one of: {', '.join(known)}" if known else "leave it out"


class Place:
    """A value inside a document, with the RFC 6901 pointer to it."""

    __slots__ = ("faults", "pointer", "value")

    def __init__(self, value: object, faults: Faults, pointer: str = "") -> None:
        self.value = value
        self.faults = faults
        self.pointer = pointer

    def refuse(self, code: Code, detail: str) -> None:
        """Note that this place is wrong."""
        self.faults.add(self.pointer, code, detail)

    def at(self, key: str | int, value: object) -> "Place":
        """The place of a member or item; a pointer that would grow past its bound stays at the parent."""
        pointer = f"{self.pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
        return Place(value, self.faults, pointer if len(pointer) <= MAX_POINTER else self.pointer)

    def members(self, required: Collection[str], optional: Collection[str] = ()) -> dict[str, "Place"]:
        """The members of an object with known keys. Null in an optional one is as good as leaving it out."""
        found: dict[str, Place] = {}
        if not isinstance(self.value, Mapping):
            self.refuse(Code.WRONG_TYPE, f"{shown(self.value)} is no object; write {{…}} here")
            return found
        for key, value in self.value.items():
            if self.faults.full:
                break
            if key in required or (key in optional and value is not None):
                found[key] = self.at(key, value)
            elif key not in optional:
                where = self.at(key, value) if _addressable(key) else self
                where.refuse(
                    Code.UNKNOWN_KEY, f"there is no member {shown(key)} here; {suggest(key, (*required, *optional))}"
                )
        for key in required:
            if key not in found:
                self.at(key, None).refuse(Code.REQUIRED, f"{key} is missing; add it")
        return found

    def entries(self, most: int) -> dict[str, "Place"]:
        """The members of an object whose keys are names that the author chose."""
        found: dict[str, Place] = {}
        if not isinstance(self.value, Mapping):
            self.refuse(Code.WRONG_TYPE, f"{shown(self.value)} is no object; write {{…}} here")
        elif len(self.value) > most:
            self.refuse(Code.TOO_MANY, f"{len(self.value)} members are too many; leave at most {most}")
        else:
            for key, value in self.value.items():
                if _addressable(key):
                    found[key] = self.at(key, value)
                else:
                    self.refuse(
                        Code.BAD_TEXT, f"{shown(key)} cannot be a name here; use a line of 1 to {MAX_KEY} characters"
                    )
        return found

    def items(self, most: int, least: int = 0) -> list["Place"]:
        """The items of an array of `least` to `most`."""
        if not isinstance(self.value, list | tuple):
            self.refuse(Code.WRONG_TYPE, f"{shown(self.value)} is no array; write […] here")
        elif len(self.value) > most:
            self.refuse(Code.TOO_MANY, f"{len(self.value)} items are too many; leave at most {most}")
        elif len(self.value) < least:
            self.refuse(Code.TOO_FEW, f"{len(self.value)} items are too few; name at least {least}")
        else:
            return [self.at(index, value) for index, value in enumerate(self.value)]
        return []

    def text(self, most: int, pattern: str = "") -> str:
        """One line of text, 1 to `most` characters; `pattern` has to match all of it."""
        if not isinstance(self.value, str):
            self.refuse(Code.WRONG_TYPE, f"{shown(self.value)} is no text; write it in quotes")
        elif len(self.value) > most:
            self.refuse(Code.TOO_LONG, f"{len(self.value)} characters are too many; use at most {most}")
        elif not self.value or not clean(self.value):
            self.refuse(Code.BAD_TEXT, "it is empty or has control characters; write one line of text")
        elif pattern and not re.fullmatch(pattern, self.value):
            self.refuse(Code.BAD_TEXT, f"{shown(self.value)} does not fit; write it as {pattern}")
        else:
            return self.value
        return ""

    def passage(self, most: int) -> str:
        """Text of 1 to `most` characters in any number of lines."""
        if isinstance(self.value, str) and 0 < len(self.value) <= most and _LINES.sub("", self.value).strip():
            if clean(_LINES.sub("", self.value)):
                return self.value
            self.refuse(Code.BAD_TEXT, "it has control characters; write plain text, parted by line breaks")
            return ""
        return self.text(most)

    def choice(self, among: Collection[str], code: Code = Code.NOT_A_CHOICE) -> str:
        """One of a few known words; anything else is refused with `code`."""
        if not isinstance(self.value, str):
            self.refuse(Code.WRONG_TYPE, f"{shown(self.value)} is no text; write it in quotes")
        elif self.value not in among:
            self.refuse(code, f"{shown(self.value)} is not known here; {suggest(self.value, among)}")
        else:
            return self.value
        return ""

    def choices(self, among: Collection[str], code: Code, most: int, least: int = 0) -> tuple[str, ...]:
        """An array of known words, each at most once, in the author's order."""
        found: list[str] = []
        for item in self.items(most, least):
            word = item.choice(among, code)
            if word and word in found:
                item.refuse(Code.DUPLICATE, f"{word} is named twice; leave one of them out")
            elif word:
                found.append(word)
        return tuple(found)

    def flag(self) -> bool:
        """True or false, not 1 or "yes"."""
        if not isinstance(self.value, bool):
            self.refuse(
                Code.WRONG_TYPE, f"{shown(self.value)} is neither true nor false; write one of them, without quotes"
            )
            return False
        return self.value

    def label(self, most: int = 200, *, lines: bool = False) -> dict[str, str]:
        """A text by language: at least one of `LANGUAGES`, each up to `most` characters, in one line or in `lines`."""
        texts: dict[str, str] = {}
        for language, place in self.entries(len(LANGUAGES)).items():
            if language not in LANGUAGES:
                place.refuse(
                    Code.UNKNOWN_LANGUAGE, f"there is no catalogue for {shown(language)}; use {', '.join(LANGUAGES)}"
                )
            else:
                texts[language] = place.passage(most) if lines else place.text(most)
        if isinstance(self.value, Mapping) and not self.value:
            self.refuse(Code.TOO_FEW, "it has no text; write one in at least one language")
        return texts


def _addressable(key: object) -> bool:
    """Whether a key can stand in a pointer."""
    return isinstance(key, str) and len(key) <= MAX_KEY and clean(key)
