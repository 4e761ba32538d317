"""What mails say, one file per language. Another language is another file, named here."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from notifications.domain.texts.de import GERMAN
from notifications.domain.texts.en import ENGLISH
from notifications.domain.texts.es import SPANISH
from notifications.domain.texts.pt import PORTUGUESE
from notifications.domain.texts.texts import Texts

__all__ = ["LANGUAGES", "Texts", "texts_for"]

LANGUAGES: Final[Mapping[str, Texts]] = MappingProxyType(
    {texts.language: texts for texts in (ENGLISH, PORTUGUESE, SPANISH, GERMAN)}
)


def texts_for(language: str) -> Texts:
    """Give the texts for a language tag such as `de` or `pt-BR`; English where there are none."""
    return LANGUAGES.get(language.split("-", maxsplit=1)[0], ENGLISH)
