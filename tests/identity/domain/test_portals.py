"""Which news of a portal counts, in whatever order it comes."""

from itertools import permutations

import pytest

from identity.domain.portal import Portal
from identity.domain.user import Preferences

PREFERENCES = Preferences("en", "UTC", "yyyy-MM-dd", "24h", None)


def _portal(version: int, switched: int = 0, *, open_: bool = True) -> Portal:
    return Portal("customers", f"v{version}", version, open_, frozenset(), PREFERENCES, switched=switched)


NEWS = (_portal(1), _portal(2), _portal(2, 1, open_=False), _portal(2, 2), _portal(3, 2))


@pytest.mark.parametrize("upto", [2, 3, 4, 5])
def test_the_newest_wins_in_every_order(upto: int) -> None:
    for order in permutations(NEWS[:upto]):
        known: Portal | None = None
        for news in (*order, *order):
            if news.newer_than(known):
                known = news
        assert known == NEWS[upto - 1]


def test_the_same_news_twice_is_no_news() -> None:
    assert not NEWS[0].newer_than(NEWS[0])
