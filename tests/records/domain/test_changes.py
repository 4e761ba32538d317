"""What happened between states that were seen, and nothing of those that were not."""

from datetime import UTC, datetime
from decimal import Decimal

from records.domain.changes import Change, Difference, State, changes

DAYS = [datetime(2026, 11, day, tzinfo=UTC) for day in range(1, 10)]


def _told(*values: dict[str, object], whole: bool = True) -> list[Change]:
    return changes([State(at, one) for at, one in zip(DAYS, values, strict=False)], whole=whole)


def test_newest_first_and_the_beginning_last() -> None:
    assert _told({"status": "open", "total": Decimal("5.0")}, {"status": "paid", "total": Decimal("5.00")}) == [
        Change(DAYS[1], appeared=False, fields=(Difference("status", "open", "paid"),)),
        Change(DAYS[0], appeared=True),
    ]


def test_without_the_oldest_nothing_appeared() -> None:
    assert _told({"status": "open"}, {"status": "paid"}, whole=False) == [
        Change(DAYS[1], appeared=False, fields=(Difference("status", "open", "paid"),))
    ]
    assert _told(whole=True) == []


def test_what_is_the_same_is_no_change_whatever_else_was() -> None:
    assert _told({"status": "open"}, {"status": "open"}, {"status": "open"}) == [Change(DAYS[0], appeared=True)]


def test_what_was_unknown_did_not_change_and_what_was_empty_did() -> None:
    assert _told({"status": "open"}, {"status": "open", "due_on": "2026-12-01"}, whole=False) == []
    assert _told({"due_on": None}, {}, {"due_on": "2026-12-01"}, whole=False) == [
        Change(DAYS[2], appeared=False, fields=(Difference("due_on", None, "2026-12-01"),))
    ]
