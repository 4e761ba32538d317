"""Counting tries: pauses that grow, are bounded and end; windows; names that give nobody away."""

from datetime import UTC, datetime, timedelta

import pytest

from identity.domain.tries import PASSWORD_OF_ADDRESS, Counted, Growing, Names, TooManyTries, Tried, Window

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
GROWING = Growing(free=3, first=SECOND, longest=10 * SECOND, memory=60 * SECOND)
WINDOW = Window(most=3, length=60 * SECOND)


def _pauses(times: int, rule: Growing = GROWING) -> list[float]:
    found, counted, now = [], None, NOW
    for _ in range(times):
        counted = rule.one_more(counted, now)
        found.append((counted.blocked_until - now).total_seconds())
        now = counted.blocked_until
    return found


def test_the_first_tries_are_free_and_then_pauses_double_up_to_the_longest() -> None:
    assert _pauses(8) == [0, 0, 1, 2, 4, 8, 10, 10]


def test_however_many_tries_a_pause_is_never_longer_than_a_quarter_of_an_hour() -> None:
    assert max(_pauses(500, PASSWORD_OF_ADDRESS)) == 900


def test_all_of_it_is_forgotten_some_time_after_the_last() -> None:
    counted = GROWING.one_more(GROWING.one_more(GROWING.one_more(None, NOW), NOW), NOW)
    assert GROWING.one_more(counted, NOW + 59 * SECOND).count == 4
    assert GROWING.one_more(counted, NOW + 60 * SECOND).count == 1


def test_a_window_begins_with_its_first_try_and_is_never_moved() -> None:
    counted = WINDOW.one_more(None, NOW)
    for second in (10, 20):
        assert counted.blocked_until <= NOW + second * SECOND
        counted = WINDOW.one_more(counted, NOW + second * SECOND)
    assert counted.blocked_until == counted.forgotten_at == NOW + 60 * SECOND
    assert WINDOW.one_more(counted, NOW + 60 * SECOND).count == 1


def test_several_at_once_are_counted_at_once() -> None:
    assert WINDOW.one_more(None, NOW, 5) == Counted(5, NOW + 60 * SECOND, NOW + 60 * SECOND)


def test_a_refusal_says_when_to_come_back_in_whole_seconds() -> None:
    counted = Counted(9, NOW + 1.2 * SECOND, NOW + 60 * SECOND)
    with pytest.raises(TooManyTries) as raised:
        counted.refuse_while_blocked(NOW)
    assert raised.value.retry_after == 2
    counted.refuse_while_blocked(NOW + 1.2 * SECOND)


def test_names_are_keyed_and_apart_and_hold_no_address() -> None:
    names, others = Names(b"k" * 32), Names(b"o" * 32)
    address, network = "Kim@Customer.example", "n"
    made = [
        names.of_address(Tried.SIGN_IN, address),
        names.of_address(Tried.STAFF_SIGN_IN, address),
        names.of_pair(Tried.SIGN_IN, address, network),
        names.of_own(Tried.SIGN_IN, address, network),
        names.of_network(Tried.SIGN_IN, network),
        names.of_all(Tried.SIGN_IN),
        others.of_address(Tried.SIGN_IN, address),
    ]
    assert len(set(made)) == len(made)
    assert names.of_address(Tried.SIGN_IN, " kim@customer.EXAMPLE ") == made[0]
    assert not any("customer" in name for name in made)
