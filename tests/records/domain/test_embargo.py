"""The moments at which time alone makes a record appear or vanish."""

from datetime import UTC, datetime, timedelta
from itertools import product

from records.domain.embargo import Passing, next_turn, passing

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MOMENTS = (None, *(NOW + timedelta(hours=hours) for hours in (-2, -1, 0, 1, 2)))


def shows(begin: datetime | None, end: datetime | None, at: datetime) -> bool:
    return (begin is None or begin <= at) and (end is None or end > at)


def test_turns_are_exactly_the_moments_at_which_it_begins_or_ceases_to_show() -> None:
    tick = timedelta(minutes=30)
    for begin, end in product(MOMENTS, MOMENTS):
        turns, at = [], NOW
        while (turn := next_turn(begin, end, at)) is not None:
            turns.append((turn, passing(turn, begin)))
            at = turn
        seen = []
        for step in range(1, 7):
            before, after = shows(begin, end, NOW + (step - 1) * tick), shows(begin, end, NOW + step * tick)
            if before != after:
                seen.append((NOW + step * tick, Passing.APPEARED if after else Passing.VANISHED))
        assert turns == seen, (begin, end)


def test_a_hidden_record_has_none() -> None:
    assert next_turn(NOW + timedelta(hours=1), None, NOW, hidden=True) is None
