"""The one event that a batch fails on is found in few tries; the others go on."""

from collections.abc import Sequence

import pytest

from records.app.intake.halving import in_halves


class Passing(Exception):  # noqa: N818
    """The database is away."""


class Store:
    """Takes everything but what is bad."""

    def __init__(self, bad: set[int], away: bool = False) -> None:
        self.bad, self.away = bad, away
        self.taken: list[int] = []
        self.aside: list[int] = []
        self.tries = 0

    async def take(self, events: Sequence[int]) -> None:
        self.tries += 1
        if self.away:
            raise Passing
        if self.bad & set(events):
            raise ValueError("bad")
        self.taken += events

    async def set_aside(self, event: int, error: Exception) -> None:
        assert isinstance(error, ValueError)
        self.aside.append(event)

    async def work(self, events: Sequence[int]) -> None:
        await in_halves(events, self.take, self.set_aside, lambda error: isinstance(error, Passing))


@pytest.mark.parametrize("bad", [set(), {0}, {499}, {17, 400}, set(range(8)), set(range(500))])
async def test_the_bad_are_set_aside_and_all_others_taken_in_order(bad: set[int]) -> None:
    store = Store(bad)
    await store.work(range(500))
    assert store.aside == sorted(bad)
    assert store.taken == [event for event in range(500) if event not in bad]


async def test_one_bad_event_of_500_costs_less_than_twenty_tries() -> None:
    store = Store({123})
    await store.work(range(500))
    assert store.tries < 20


async def test_what_may_pass_condemns_nobody() -> None:
    store = Store({1}, away=True)
    with pytest.raises(Passing):
        await store.work(range(10))
    assert (store.tries, store.taken, store.aside) == (1, [], [])
