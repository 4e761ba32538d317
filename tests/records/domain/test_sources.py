"""When a source's silence is news, and how old a page is that several sources feed."""

from datetime import UTC, datetime, timedelta

from records.domain.source import LOOK_AGAIN, Source, Turn, fresh_as_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def source(minutes: int, **more: object) -> Source:
    """Heard so many minutes ago."""
    return Source("s", "erp://s", NOW - timedelta(minutes=minutes), **more)  # type: ignore[arg-type]


def test_an_incident_has_a_beginning_and_an_end() -> None:
    assert source(60).turn(NOW, HOUR) is None
    assert source(61).turn(NOW, HOUR) is Turn.SILENT
    assert source(61, silent_since=NOW).turn(NOW, HOUR) is None
    assert source(1, silent_since=NOW).turn(NOW, HOUR) is Turn.RESUMED
    assert source(61, silent_since=NOW, watched=False).turn(NOW, HOUR) is Turn.RESUMED


def test_what_is_said_of_a_source_goes_before_what_is_usual() -> None:
    assert source(61, expected_every=timedelta(hours=2)).turn(NOW, HOUR) is None
    assert source(6, expected_every=timedelta(minutes=5)).turn(NOW, HOUR) is Turn.SILENT
    assert source(9_999, watched=False).turn(NOW, HOUR) is None


def test_the_next_look_is_when_something_may_be_news() -> None:
    heard = source(10)
    then = heard.next_look(NOW, HOUR)
    assert heard.turn(then, HOUR) is Turn.SILENT
    assert heard.turn(then - timedelta(milliseconds=1), HOUR) is None
    assert source(61, silent_since=NOW).next_look(NOW, HOUR) == NOW + LOOK_AGAIN
    assert source(0, expected_every=timedelta(days=30)).next_look(NOW, HOUR) == NOW + timedelta(days=1)


def test_a_page_is_as_old_as_the_source_that_was_silent_longest() -> None:
    erp, crm = source(5, modules=frozenset({"invoices"})), source(90, modules=frozenset({"invoices", "orders"}))
    assert fresh_as_of([erp, crm], ["invoices"]) == crm.heard_at
    assert fresh_as_of([erp, crm], ["objects"]) is None
    assert fresh_as_of([], ["invoices"]) is None
    retired = source(99_999, modules=frozenset({"invoices"}), watched=False)
    assert fresh_as_of([erp, retired], ["invoices"]) == erp.heard_at
