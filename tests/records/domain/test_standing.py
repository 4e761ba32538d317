"""What counts as news."""

import itertools

import pytest

from records.domain.standing import Ledger, Standing, Word, judge


@pytest.mark.parametrize(
    ("standing", "source", "revision", "word"),
    [
        (None, "erp", 0, Word.NEWER),
        (Standing(3, "erp"), "erp", 4, Word.NEWER),
        (Standing(3, "erp"), "erp", 3, Word.STALE),
        (Standing(3, "erp"), "erp", 2, Word.STALE),
        (Standing(3, "erp"), "crm", 4, Word.FOREIGN),
        (Standing(3, "erp"), "crm", 2, Word.FOREIGN),
        (Standing(3, "erp", deleted=True), "crm", 4, Word.FOREIGN),
        (Standing(3, "erp", deleted=True), "erp", 4, Word.NEWER),
    ],
)
def test_only_a_higher_revision_of_the_same_source_is_news(
    standing: Standing | None, source: str, revision: int, word: Word
) -> None:
    assert judge(standing, source, revision) is word


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3, 3))))
def test_a_batch_in_any_order_ends_at_the_highest_revision(order: tuple[int, ...]) -> None:
    ledger = Ledger({})
    newer = [revision for revision in order if ledger.offer("r", "erp", revision) is Word.NEWER]
    assert newer == sorted(set(newer))
    assert newer[-1] == 3


def test_in_a_batch_too_the_first_source_owns_the_record() -> None:
    ledger = Ledger({"old": Standing(1, "crm")})
    offers = (("new", "erp", 1), ("new", "crm", 9), ("old", "erp", 9), ("old", "crm", 2))
    words = [ledger.offer(*offer) for offer in offers]
    assert words == [Word.NEWER, Word.FOREIGN, Word.FOREIGN, Word.NEWER]
