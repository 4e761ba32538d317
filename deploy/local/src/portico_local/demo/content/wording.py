"""A text in the four languages, in the order of the module presets."""

from collections.abc import Mapping
from typing import Final, Literal

Tongue = Literal["en", "pt", "es", "de"]
TONGUES: Final[tuple[Tongue, ...]] = ("en", "pt", "es", "de")
Said = Mapping[Tongue, str]


def said(en: str, pt: str, es: str, de: str) -> Said:
    """One text, four times."""
    return {"en": en, "pt": pt, "es": es, "de": de}
