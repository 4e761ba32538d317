"""Reads untrusted JSON strictly: a value knows its pointer, and each mistake becomes a fault instead of an error.

Every reader answers a neutral value after a fault. Such a value never escapes, because the parsers raise at their end.
"""

import re
from collections.abc import Collection, Mapping
from typing import Final

from policy.faults import MAX_POINTER, Code, Faults

MAX_KEY: Final = 128
SHOWN: Final = 60
LANGUAGES: Final = ("en", "pt", "es", "de")
"""Languages with a complete catalogue."""


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
            self.refuse(Code.WRONG_TYPE, f"must be an object, not {shown(self.value)}")
            return found
        for key, value in self.value.items():
            if self.faults.full:
                break
            if key in required or (key in optional and value is not None):
                found[key] = self.at(key, value)
            elif key not in optional:
                where = self.at(key, value) if _addressable(key) else self
                where.refuse(Code.UNKNOWN_KEY, f"there is no member {shown(key)} here")
        for key in required:
            if key not in found:
                self.at(key, None).refuse(Code.REQUIRED, f"{key} is missing")
        return found

    def entries(self, most: int) -> dict[str, "Place"]:
        """The members of an object whose keys are names that the author chose."""
        found: dict[str, Place] = {}
        if not isinstance(self.value, Mapping):
            self.refuse(Code.WRONG_TYPE, f"must be an object, not {shown(self.value)}")
        elif len(self.value) > most:
            self.refuse(Code.TOO_MANY, f"at most {most} members")
        else:
            for key, value in self.value.items():
                if _addressable(key):
                    found[key] = self.at(key, value)
                else:
                    self.refuse(Code.BAD_TEXT, f"a key must be a short line of text, not {shown(key)}")
        return found

    def items(self, most: int, least: int = 0) -> list["Place"]:
        """The items of an array of `least` to `most`."""
        if not isinstance(self.value, list | tuple):
            self.refuse(Code.WRONG_TYPE, f"must be an array, not {shown(self.value)}")
        elif len(self.value) > most:
            self.refuse(Code.TOO_MANY, f"at most {most} items")
        elif len(self.value) < least:
            self.refuse(Code.TOO_FEW, f"at least {least} items")
        else:
            return [self.at(index, value) for index, value in enumerate(self.value)]
        return []

    def text(self, most: int, pattern: str = "") -> str:
        """One line of text, 1 to `most` characters; `pattern` has to match all of it."""
        if not isinstance(self.value, str):
            self.refuse(Code.WRONG_TYPE, f"must be text, not {shown(self.value)}")
        elif len(self.value) > most:
            self.refuse(Code.TOO_LONG, f"at most {most} characters")
        elif not self.value or not clean(self.value):
            self.refuse(Code.BAD_TEXT, "must be one line of text without control characters")
        elif pattern and not re.fullmatch(pattern, self.value):
            self.refuse(Code.BAD_TEXT, f"must look like {pattern}")
        else:
            return self.value
        return ""

    def choice(self, among: Collection[str], code: Code = Code.NOT_A_CHOICE) -> str:
        """One of a few known words; anything else is refused with `code`."""
        if not isinstance(self.value, str):
            self.refuse(Code.WRONG_TYPE, f"must be text, not {shown(self.value)}")
        elif self.value not in among:
            known = ", ".join(list(among)[:12])
            self.refuse(code, f"{shown(self.value)} is not one of: {known}")
        else:
            return self.value
        return ""

    def choices(self, among: Collection[str], code: Code, most: int, least: int = 0) -> tuple[str, ...]:
        """An array of known words, each at most once, in the author's order."""
        found: list[str] = []
        for item in self.items(most, least):
            word = item.choice(among, code)
            if word and word in found:
                item.refuse(Code.DUPLICATE, f"{word} is named twice")
            elif word:
                found.append(word)
        return tuple(found)

    def flag(self) -> bool:
        """True or false, not 1 or "yes"."""
        if not isinstance(self.value, bool):
            self.refuse(Code.WRONG_TYPE, f"must be true or false, not {shown(self.value)}")
            return False
        return self.value

    def label(self) -> dict[str, str]:
        """A text by language: at least one of `LANGUAGES`."""
        texts: dict[str, str] = {}
        for language, place in self.entries(len(LANGUAGES)).items():
            if language not in LANGUAGES:
                place.refuse(Code.UNKNOWN_LANGUAGE, f"there is no catalogue for {shown(language)}")
            else:
                texts[language] = place.text(200)
        if isinstance(self.value, Mapping) and not self.value:
            self.refuse(Code.TOO_FEW, "needs a text in at least one language")
        return texts


def _addressable(key: object) -> bool:
    """Whether a key can stand in a pointer."""
    return isinstance(key, str) and len(key) <= MAX_KEY and clean(key)
