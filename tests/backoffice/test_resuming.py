"""A file of events: published in chunks, resumed after a crash, every refused line told."""

import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from backoffice import (
    ChangedSourceError,
    EventMaker,
    FileCheckpoint,
    Limits,
    Publisher,
    UnreachableError,
    jsonl,
    publish_file,
)
from backoffice.jsonl import Progress
from backoffice.wire import Packed
from contracts.problem import Problem
from stack.backoffice_bench import AWAY, ScriptedWire

MAKER = EventMaker("acme", "erp://acme/main")
WRONG = Problem.of(422, "invalid-input", "The event is not valid")


def _line(number: int, **said: Any) -> str:
    data = {"module": "invoices", "record_id": f"INV-{number}", "revision": 1, **said}
    return json.dumps({"type": "backoffice.record.upserted.v1", "data": data}) + "\n"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """25 events, in chunks of ten."""
    monkeypatch.setattr(jsonl, "CHUNK_LINES", 10)
    path = tmp_path / "events.jsonl"
    path.write_text("".join(map(_line, range(25))))
    return path


@pytest.fixture
def checkpoint(tmp_path: Path) -> FileCheckpoint:
    return FileCheckpoint(tmp_path / "events.checkpoint")


async def _all(progress: AsyncIterator[Progress]) -> list[Progress]:
    return [one async for one in progress]


def _rewrite(file: Path, text: str) -> None:
    file.write_text(text)


def _subjects(wire: ScriptedWire) -> list[str]:
    return [str(packed.event.subject) for batch in wire.sent for packed in batch]


async def test_a_file_is_published_whole(file: Path, checkpoint: FileCheckpoint) -> None:
    wire = ScriptedWire()
    told = await _all(publish_file(file, MAKER, Publisher(wire), checkpoint))
    assert _subjects(wire) == [f"invoices/INV-{number}" for number in range(25)]
    assert [(one.lines, one.published) for one in told] == [(10, 10), (10, 10), (5, 5)]
    assert told[-1].offset == told[-1].size == sum(len(_line(number)) for number in range(25))


async def test_a_run_that_was_stopped_goes_on_with_the_same_ids(file: Path, checkpoint: FileCheckpoint) -> None:
    first = ScriptedWire([None] * 10, *[AWAY] * 100)
    with pytest.raises(UnreachableError):
        await _all(publish_file(file, MAKER, Publisher(first, Limits(give_up_after=0)), checkpoint))
    second = ScriptedWire()
    await _all(publish_file(file, MAKER, Publisher(second), checkpoint, resume=True))
    assert _subjects(second) == [f"invoices/INV-{number}" for number in range(10, 25)]
    assert second.ids[0] == first.ids[1]


async def test_a_finished_file_has_nothing_left_and_lines_added_since_are_taken(
    file: Path, checkpoint: FileCheckpoint
) -> None:
    await _all(publish_file(file, MAKER, Publisher(ScriptedWire()), checkpoint))
    wire = ScriptedWire()
    assert await _all(publish_file(file, MAKER, Publisher(wire), checkpoint, resume=True)) == []
    with file.open("a") as more:
        more.write(_line(99))
    await _all(publish_file(file, MAKER, Publisher(wire), checkpoint, resume=True))
    assert _subjects(wire) == ["invoices/INV-99"]


async def test_without_resume_it_begins_anew(file: Path, checkpoint: FileCheckpoint) -> None:
    for _ in range(2):
        wire = ScriptedWire()
        await _all(publish_file(file, MAKER, Publisher(wire), checkpoint))
        assert len(_subjects(wire)) == 25


@pytest.mark.parametrize("change", [lambda text: "x" + text[1:], lambda text: text[:100], lambda text: text[1:]])
async def test_a_file_that_was_changed_is_not_resumed(file: Path, checkpoint: FileCheckpoint, change: Any) -> None:
    await _all(publish_file(file, MAKER, Publisher(ScriptedWire()), checkpoint))
    _rewrite(file, change("".join(map(_line, range(25)))))
    with pytest.raises(ChangedSourceError, match="without --resume"):
        await _all(publish_file(file, MAKER, Publisher(ScriptedWire()), checkpoint, resume=True))


async def test_a_checkpoint_of_another_tenant_is_not_used(file: Path, checkpoint: FileCheckpoint) -> None:
    await _all(publish_file(file, MAKER, Publisher(ScriptedWire()), checkpoint))
    with pytest.raises(ChangedSourceError, match="acme"):
        await _all(publish_file(file, EventMaker("globex"), Publisher(ScriptedWire()), checkpoint, resume=True))


async def test_something_else_is_not_taken_for_a_checkpoint(file: Path, checkpoint: FileCheckpoint) -> None:
    checkpoint.path.write_text('{"offset": -1}')
    with pytest.raises(ChangedSourceError, match="not a checkpoint"):
        await _all(publish_file(file, MAKER, Publisher(ScriptedWire()), checkpoint, resume=True))


WRONG_LINES: dict[str, str] = {
    "not json": "this is not JSON",
    "[1, 2]": "an event is a JSON object",
    '{"a": ' * 10_000: "this is not JSON",
    '{"type": "backoffice.record.upserted.v1", "data": {"revision": NaN}}': "this is not JSON",
    '{"type": "unknown.v1", "data": {}}': "must be one of",
    _line(1, revision="1").strip(): "/data/revision",
    _line(1, total="12,50", currency="EUR").strip(): "/data/total",
}


@pytest.mark.parametrize(("line", "told"), WRONG_LINES.items(), ids=range(len(WRONG_LINES)))
async def test_a_line_that_is_wrong_is_told_with_its_number_and_the_rest_goes_on(
    tmp_path: Path, line: str, told: str
) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(_line(1) + "\n" + line + "\n" + _line(2))
    wire = ScriptedWire()
    [progress] = await _all(publish_file(path, MAKER, Publisher(wire)))
    [refused] = progress.refused
    assert refused.number == 3
    assert told in refused.reason
    assert _subjects(wire) == ["invoices/INV-1", "invoices/INV-2"]


async def test_a_line_beyond_all_bounds_is_refused_without_being_kept(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(_line(1) + "x" * 12_000_000 + "\n" + _line(2))
    wire = ScriptedWire()
    told = await _all(publish_file(path, MAKER, Publisher(wire)))
    assert [refused.number for one in told for refused in one.refused] == [2]
    assert _subjects(wire) == ["invoices/INV-1", "invoices/INV-2"]


async def test_what_portico_refuses_is_told_with_its_line(file: Path) -> None:
    class Refusing(ScriptedWire):
        async def send(self, batch: Sequence[Packed]) -> Sequence[Problem | None]:
            return [WRONG if packed.event.subject == "invoices/INV-12" else None for packed in batch]

    told = await _all(publish_file(file, MAKER, Publisher(Refusing())))
    assert [(line.number, line.subject) for one in told for line in one.refused] == [(13, "invoices/INV-12")]
    assert sum(one.published for one in told) == 24


async def test_a_dry_run_checks_and_publishes_nothing(file: Path, checkpoint: FileCheckpoint) -> None:
    _rewrite(file, _line(1) + "wrong\n")
    [progress] = await _all(publish_file(file, MAKER, None, checkpoint))
    assert (progress.published, len(progress.refused)) == (1, 1)
    assert not checkpoint.path.exists()
