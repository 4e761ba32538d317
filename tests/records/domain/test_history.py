"""Of a record's history the newest lines stay."""

from datetime import UTC, datetime

import pytest

from records.domain.history import MAX_LINES, Line, newest, outdated

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def lines(first: int, last: int) -> list[Line]:
    return [Line("r", number, number, NOW, "erp", None) for number in range(first, last + 1)]


@pytest.mark.parametrize("batches", [[1] * 350, [99, 1, 1, 5, 200, 3], [500], [100, 100, 1], [150, 1]])
def test_however_they_come_the_last_hundred_are_kept_and_nothing_else(batches: list[int]) -> None:
    kept: set[int] = set()
    total = 0
    for count in batches:
        before, total = total, total + count
        kept |= {line.number for line in newest(lines(before + 1, total), total)}
        gone = set(outdated(before, total))
        assert gone <= kept, "what was never written is not taken away"
        kept -= gone
        assert kept == set(range(max(1, total - MAX_LINES + 1), total + 1))
