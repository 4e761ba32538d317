"""Importing: the same content is skipped, other content gets a higher revision, a killed run says the same again."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backoffice import (
    AccountUpserted,
    BackofficeError,
    EventMaker,
    Importer,
    Limits,
    Publisher,
    RecordDeleted,
    SqliteRevisions,
    Statement,
    UnreachableError,
)
from backoffice import revisions as revisions_module
from contracts.problem import Problem
from stack.backoffice_bench import AWAY, ScriptedWire, invoice

WRONG = Problem.of(422, "invalid-input", "The event is not valid")


class Desk:
    """Imports with a clock of its own, each time as a new process would."""

    def __init__(self, state: Path, tenant: str = "acme") -> None:
        self.state, self.tenant, self.now = state, tenant, 1_000

    async def put(
        self, *statements: Statement, wire: ScriptedWire | None = None, dry: bool = False
    ) -> list[tuple[str, int]]:
        maker = EventMaker(self.tenant, f"erp://{self.tenant}")
        self.wire = wire or ScriptedWire()
        publisher = None if dry else Publisher(self.wire, Limits(give_up_after=0))
        with SqliteRevisions(self.state, self.tenant, dry=dry) as revisions:
            outcomes = await Importer(maker, revisions, publisher, lambda: self.now).put(statements)
        return [(outcome.verdict, outcome.revision) for outcome in outcomes]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "deep" / "state.sqlite3")


async def test_the_same_again_changes_nothing(desk: Desk) -> None:
    assert await desk.put(invoice(1, 0)) == [("imported", 1_000)]
    desk.now = 2_000
    assert await desk.put(invoice(1, 0)) == [("unchanged", 1_000)]
    assert desk.wire.sent == []


async def test_what_was_corrected_gets_a_higher_revision(desk: Desk) -> None:
    await desk.put(invoice(1, 0))
    desk.now = 2_000
    assert await desk.put(invoice(1, 0, total="99.00")) == [("imported", 2_000)]
    assert desk.wire.sent[0][0].event.data["revision"] == 2_000


async def test_a_clock_that_goes_back_does_not_take_the_revision_with_it(desk: Desk) -> None:
    await desk.put(invoice(1, 0))
    desk.now = 10
    assert await desk.put(invoice(1, 0, total="99.00")) == [("imported", 1_001)]
    assert await desk.put(invoice(1, 0)) == [("imported", 1_002)]


async def test_deleting_and_bringing_back_are_changes(desk: Desk) -> None:
    gone = RecordDeleted(module="invoices", record_id="INV-1", revision=0)
    assert [verdict for verdict, _ in await desk.put(invoice(1, 0), gone, invoice(1, 0))] == ["imported"] * 3
    assert [packed.event.data["revision"] for packed in desk.wire.sent[0]] == [1_000, 1_001, 1_002]


async def test_what_is_said_twice_in_one_go_is_published_once(desk: Desk) -> None:
    city = AccountUpserted(account_id="C-1", revision=0, name="City")
    assert [verdict for verdict, _ in await desk.put(city, invoice(1, 0), city)] == [
        "imported",
        "imported",
        "unchanged",
    ]
    assert len(desk.wire.sent[0]) == 2


async def test_a_run_that_was_killed_says_the_same_again_as_the_same_event(desk: Desk) -> None:
    broken = ScriptedWire(AWAY)
    with pytest.raises(UnreachableError):
        await desk.put(invoice(1, 0), wire=broken)
    desk.now = 5_000
    assert await desk.put(invoice(1, 0)) == [("imported", 1_000)]
    assert desk.wire.ids == broken.ids


async def test_what_was_refused_is_offered_again(desk: Desk) -> None:
    assert await desk.put(invoice(1, 0), wire=ScriptedWire([WRONG])) == [("refused", 1_000)]
    assert await desk.put(invoice(1, 0)) == [("imported", 1_000)]


async def test_another_tenant_has_heard_nothing_yet(desk: Desk) -> None:
    await desk.put(invoice(1, 0))
    other = Desk(desk.state, "globex")
    assert await other.put(invoice(1, 0)) == [("imported", 1_000)]
    assert await desk.put(invoice(1, 0)) == [("unchanged", 1_000)]


async def test_a_dry_run_tells_and_notes_nothing(desk: Desk) -> None:
    assert await desk.put(invoice(1, 0), dry=True) == [("imported", 1_000)]
    assert not desk.state.exists()
    await desk.put(invoice(1, 0))
    assert [verdict for verdict, _ in await desk.put(invoice(1, 0), invoice(2, 0), dry=True)] == [
        "unchanged",
        "imported",
    ]
    assert await desk.put(invoice(2, 0)) == [("imported", 1_000)]


async def test_the_state_is_bounded_and_forgets_what_was_not_seen_for_longest(desk: Desk, tmp_path: Path) -> None:
    state = tmp_path / "small.sqlite3"
    for now, number in ((1, 1), (2, 2), (3, 1), (4, 3)):
        with SqliteRevisions(state, "acme", max_rows=2) as revisions:
            await Importer(EventMaker("acme"), revisions, Publisher(ScriptedWire()), lambda now=now: now).put(  # type: ignore[misc]
                [invoice(number, 0)]
            )
    desk.state = state
    assert [verdict for verdict, _ in await desk.put(invoice(1, 0), invoice(3, 0), invoice(2, 0), dry=True)] == [
        "unchanged", "unchanged", "imported",
    ]  # fmt: skip


async def test_a_state_that_another_run_holds_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions_module, "BUSY_SECONDS", 0.1)
    await desk.put(invoice(1, 0))
    with closing(sqlite3.connect(desk.state, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BackofficeError, match="locked"):
            await desk.put(invoice(2, 0))
    assert await desk.put(invoice(2, 0)) == [("imported", 1_000)]


def test_a_place_that_cannot_keep_the_state_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BackofficeError, match="--state"):
        SqliteRevisions(tmp_path / "file" / "state.sqlite3", "acme")
    (tmp_path / "text.sqlite3").write_text("this is not a database, but long enough to be looked at" * 10)
    with pytest.raises(BackofficeError, match="--state"):
        SqliteRevisions(tmp_path / "text.sqlite3", "acme")
