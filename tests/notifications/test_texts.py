"""The texts of every language: all there, all filled in the same way, none left in English."""

import string
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone

import pytest

from notifications.domain.texts import LANGUAGES, texts_for

ENGLISH = asdict(LANGUAGES["en"])
OTHERS = [language for language in LANGUAGES if language != "en"]
WHEN = datetime(2027, 3, 1, 9, 5, tzinfo=UTC)


def _blanks(text: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in string.Formatter().parse(text) if name)


def test_there_are_the_four_languages() -> None:
    assert sorted(LANGUAGES) == ["de", "en", "es", "pt"]


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_left_in_english_or_empty(language: str) -> None:
    for key, text in asdict(LANGUAGES[language]).items():
        assert text
        assert text != ENGLISH[key], key


@pytest.mark.parametrize("language", OTHERS)
def test_each_text_names_the_same_as_in_english(language: str) -> None:
    texts = asdict(LANGUAGES[language])
    for key, text in ENGLISH.items():
        if isinstance(text, str):
            assert _blanks(texts[key]) == _blanks(text), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_has_twelve_months_in_every_language(language: str) -> None:
    assert len(set(LANGUAGES[language].months)) == 12


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "1 March 2027, 09:05 (UTC)"),
        ("pt", "1 de março de 2027, às 09:05 (UTC)"),
        ("es", "1 de marzo de 2027 a las 09:05 (UTC)"),
        ("de", "1. März 2027, 09:05 Uhr (UTC)"),
    ],
)
def test_dates_are_written_as_people_do_there(language: str, written: str) -> None:
    assert texts_for(language).say_when(WHEN) == written
    assert texts_for(language).say_when(WHEN.astimezone(timezone(timedelta(hours=-8)))) == written


@pytest.mark.parametrize(
    ("asked", "given"), [("pt-BR", "pt"), ("de-AT", "de"), ("fr", "en"), ("", "en"), ("en-GB", "en")]
)
def test_a_language_without_texts_is_answered_in_english(asked: str, given: str) -> None:
    assert texts_for(asked).language == given
