"""What a stream asks about: only what may concern its reader, each record once, and never without a bound."""

from datetime import datetime

import pytest

from edge.domain.watching import (
    CALM,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    MAX_MODULES,
    MAX_RECORDS,
    SLACK,
    Change,
    Key,
    Pace,
    Pending,
    concerns,
)

AT = "2026-11-23T08:00:00Z"
REACH = {"invoices": "account", "orders": "account_tree", "quotes": "own", "products": "everyone"}
NOBODY: frozenset[Key] = frozenset()


def change(module: str, accounts: str = "", above: str | None = "", *, gone: bool = False) -> Change:
    over = None if above is None else frozenset(above.split())
    return Change((module, "r1"), frozenset(accounts.split()), over, AT, gone=gone)


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        (change("invoices", "C-1"), True),
        (change("invoices", "C-2 C-1"), True),
        (change("invoices", "C-2", "C-1"), False),
        (change("orders", "C-2", "C-0 C-1"), True),
        (change("orders", "C-2", "C-0"), False),
        (change("orders", "C-2", None), True),
        (change("quotes", "C-1"), True),
        (change("quotes", "C-2"), False),
        (change("products"), True),
        (change("contracts", "C-1"), False),
        (change("invoices", "C-1", gone=True), False),
    ],
)
def test_what_cannot_concern_somebody_is_not_asked_about(what: Change, asked: bool) -> None:
    assert concerns(what, "C-1", REACH, NOBODY) is asked


@pytest.mark.parametrize("what", [change("invoices", "C-2"), change("contracts", gone=True)])
def test_what_somebody_looks_at_concerns_them_whoever_it_belongs_to(what: Change) -> None:
    assert concerns(what, "C-1", REACH, {what.key})


def test_nothing_is_taken_for_granted_before_the_reach_is_known() -> None:
    assert concerns(change("contracts", "C-2"), "C-1", None, NOBODY)


def test_a_record_that_changes_often_is_asked_about_once() -> None:
    pending = Pending()
    for _ in range(5):
        pending.note(("invoices", "r1"), AT, NOBODY)

    assert list(pending.take().records) == [("invoices", "r1")]
    assert not pending


def test_of_too_many_only_the_module_is_kept_and_since_when() -> None:
    pending = Pending()
    for number in range(MAX_RECORDS * 3):
        pending.note(("invoices", f"r{number}"), f"2026-11-23T08:{number // 60:02}:{number % 60:02}Z", NOBODY)

    question = pending.take()

    assert len(question.records) == MAX_RECORDS
    assert question.since("invoices") == datetime.fromisoformat("2026-11-23T08:01:40Z") - SLACK


def test_what_is_looked_at_is_kept_by_its_id_however_much_else_changes() -> None:
    pending, shown = Pending(), {("quotes", f"q{number}") for number in range(50)}
    for number in range(MAX_RECORDS * 2):
        pending.note(("invoices", f"r{number}"), AT, shown)
    for key in shown:
        pending.note(key, AT, shown)

    question = pending.take()

    assert shown <= question.records.keys()
    assert len(question.records) == MAX_RECORDS
    assert set(question.modules) == {"invoices"}


def test_not_even_modules_pile_up() -> None:
    pending = Pending()
    for number in range(MAX_RECORDS + MAX_MODULES * 2):
        pending.note((f"m{number}", "r"), AT, NOBODY)

    assert len(pending.take().modules) == MAX_MODULES


def test_what_could_not_be_asked_about_is_asked_about_again() -> None:
    pending = Pending()
    for number in range(MAX_RECORDS + 1):
        pending.note(("invoices", f"r{number}"), AT, NOBODY)
    question = pending.take()

    pending.give_back(question, NOBODY)

    assert pending.take() == question


def test_the_first_change_is_told_of_soon_and_a_flood_in_longer_and_longer_steps() -> None:
    pace = Pace()
    now, pauses = 0.0, []
    for _ in range(6):
        pauses.append(pace.pause(now))
        now += pauses[-1]

    assert pauses[0] == FIRST_PAUSE
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
    assert pace.pause(now + CALM + LONGEST_PAUSE) == FIRST_PAUSE
