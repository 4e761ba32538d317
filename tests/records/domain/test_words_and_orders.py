"""Words that are searched, and keys that are sorted by: text that stands as its values do."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.domain.sort_keys import sort_key
from records.domain.words import MAX_WORD, MAX_WORDS, words_of

numbers = st.decimals(allow_nan=False, allow_infinity=False, places=None).filter(lambda n: abs(n.adjusted()) < 6_000)


@given(numbers, numbers)
def test_keys_of_numbers_stand_as_the_numbers_do(one: Decimal, other: Decimal) -> None:
    assert (sort_key(one) < sort_key(other)) == (one < other)
    assert (sort_key(one) == sort_key(other)) == (one == other)


def test_what_is_not_there_stands_before_everything() -> None:
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    for value in (Decimal("-1e300"), False, moment, "a", "2026-11-22"):
        assert sort_key(None) < sort_key(value)
    assert sort_key(moment) < sort_key(moment + timedelta(milliseconds=1))
    assert sort_key(False) < sort_key(True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("INV/2026/00042", ["inv", "2026", "00042"]),
        ("Straße Müller, ÄRGER ärger", ["strasse", "muller", "arger"]),
        ("a_b.c-d\u202ee", ["a", "b", "c", "d", "e"]),
        ("\u0130stanbul \ufb01n", ["istanbul", "fin"]),
        ("東京 2026", ["東京", "2026"]),
        ("😀 \u0301 $where", ["where"]),
        ("", []),
    ],
)
def test_words_are_folded_runs_of_letters_and_digits(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text(max_size=300))
def test_words_are_bounded_and_hold_nothing_that_a_pattern_would_mind(text: str) -> None:
    words = words_of(text * 10)
    assert len(words) <= MAX_WORDS
    assert all(0 < len(word) <= MAX_WORD and word.replace("_", "-").isalnum() for word in words)
    assert [word for one in words for word in words_of(one)] == words or not text.isascii()
