"""Places in a row, as people write them."""

from typing import Final

ENGLISH: Final = {1: "st", 2: "nd", 3: "rd"}


def ordinal(number: int, language: str) -> str:
    """Give a number as a place: 2nd, 2., 2.º."""
    if language == "de":
        return f"{number}."
    if language in ("es", "pt"):
        return f"{number}.º"
    teen = 10 < number % 100 < 14
    return f"{number}{'th' if teen else ENGLISH.get(number % 10, 'th')}"
