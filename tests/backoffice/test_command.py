"""The command `portico-backoffice`, as somebody runs it: verdicts, exit codes, state, a crash in the middle."""

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from stack import wait_until_async
from stack.backoffice_bench import Backoffice
from worlds.ubl import catalogue_line, catalogue_xml, credit_note_xml, invoice_xml

COMMAND = str(Path(sys.executable).with_name("portico-backoffice"))
WITHIN_S = 60
MANY = 20_000


@dataclass(frozen=True)
class Run:
    """How a run went."""

    code: int | None
    out: str
    err: str

    @property
    def told(self) -> dict[str, Any]:
        """What it told with --json."""
        said: dict[str, Any] = json.loads(self.out)
        return said


class Desk:
    """A folder to run the command in, with a state of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def environ(self, more: Mapping[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTICO_")}
        return {**kept, "XDG_STATE_HOME": str(self.folder / "state"), "TERM": "dumb", **more}

    async def start(self, *words: str | Path, **environ: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            COMMAND, *map(str, words), cwd=self.folder, env=self.environ(environ),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip

    async def run(self, *words: str | Path, **environ: str) -> Run:
        process = await self.start(*words, **environ)
        out, err = await asyncio.wait_for(process.communicate(), WITHIN_S)
        return Run(process.returncode, out.decode(), err.decode())

    def write(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def _reach(backoffice: Backoffice) -> dict[str, str]:
    return {"PORTICO_BACKOFFICE_AMQP_URL": backoffice.url}


async def test_files_are_imported_once_and_again_when_corrected(
    desk: Desk, acme: Backoffice, globex: Backoffice
) -> None:
    desk.write("in/a/invoice.xml", invoice_xml())
    desk.write("in/b/note.XML", credit_note_xml())
    first = await desk.run("import-ubl", "in", "--attachments", "files", "--json", **_reach(acme))
    assert first.code == 0, first.err
    assert [verdict["verdict"] for verdict in first.told["verdicts"]] == ["imported", "imported"]
    assert {event["subject"] for event in await acme.events()} == {
        "accounts/7300010000001", "invoices/INV-42", "credit_notes/CN-1",
    }  # fmt: skip
    [attached] = first.told["verdicts"][0]["attachments"]
    assert (desk.folder / attached["saved"]).stat().st_size == attached["bytes"]
    again = await desk.run("import-ubl", "in", "--json", **_reach(acme))
    assert again.told["summary"]["unchanged"] == 2
    assert await acme.events() == []
    desk.write("in/a/invoice.xml", invoice_xml().replace(b"121.00", b"120.00"))
    corrected = await desk.run("import-ubl", "in", "--json", **_reach(acme))
    [event] = await acme.events()
    assert (event["data"]["total"], corrected.told["summary"]["imported"]) == ("120.00", 1)
    before = first.told["verdicts"][0]["statements"][-1]["revision"]
    assert event["data"]["revision"] > before
    assert await globex.events() == []
    assert (await desk.run("import-ubl", "in", "--json", **_reach(globex))).told["summary"]["imported"] == 2


async def test_what_is_refused_is_told_with_its_place_and_the_rest_goes_on(desk: Desk, acme: Backoffice) -> None:
    desk.write("in/1.xml", invoice_xml().replace(b"121.00", b"12,50"))
    desk.write("in/2.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    desk.write("in/3.xml", catalogue_xml(catalogue_line(1) + catalogue_line(2)))
    run = await desk.run("import-ubl", "in", **_reach(acme))
    assert run.code == 1
    assert "✗ refused" in run.out
    assert "LegalMonetaryTotal/TaxInclusiveAmount: '12,50' is not a decimal number" in run.out
    assert "document type" in run.out
    assert "✓ imported  2 records" in run.out
    assert "1 imported" in run.out
    assert len(await acme.events()) == 3


async def test_two_files_about_one_record_are_told(desk: Desk, acme: Backoffice) -> None:
    desk.write("in/1.xml", invoice_xml())
    desk.write("in/2.xml", invoice_xml().replace(b"121.00", b"120.00"))
    run = await desk.run("import-ubl", "in", **_reach(acme))
    assert (run.code, "is about invoices/INV-42" in run.err) == (0, True)
    totals = [event["data"].get("total") for event in await acme.events() if event["subject"] == "invoices/INV-42"]
    assert totals == ["121.00", "120.00"]


async def test_a_dry_run_needs_no_portico_and_leaves_nothing(desk: Desk) -> None:
    desk.write("in/1.xml", invoice_xml())
    words = ("import-ubl", "in", "--dry-run", "--tenant", "acme", "--attachments", "files", "--json")
    run = await desk.run(*words)
    assert (run.code, run.told["summary"]["dry_run"]) == (0, True)
    assert sorted(path.name for path in desk.folder.iterdir()) == ["in"]


async def test_rows_are_imported_by_their_mapping(desk: Desk, acme: Backoffice) -> None:
    desk.write(
        "map.toml", 'module = "invoices"\n[columns]\nNo = "record_id"\nTotal = "total"\n[fixed]\ncurrency = "EUR"\n'
    )
    desk.write("file.csv", "No,Total,More\nR-1,1.00,x\nR-2,wrong,x\nR-3,3.00,x\n")
    run = await desk.run("import-csv", "file.csv", "--mapping", "map.toml", "--json", **_reach(acme))
    assert run.code == 1
    assert run.told["summary"] | {"trace": None} == {
        "imported": 2, "unchanged": 0, "refused": 1, "dry_run": False, "trace": None,
    }  # fmt: skip
    assert run.told["verdicts"][0]["errors"][0]["place"] == "row 3, column 'Total'"
    assert "More" in run.told["warnings"][0]
    assert [event["subject"] for event in await acme.events()] == ["invoices/R-1", "invoices/R-3"]
    again = await desk.run("import-csv", "file.csv", "--mapping", "map.toml", **_reach(acme))
    assert "2 unchanged" in again.out


def _line(number: int) -> str:
    data = {"module": "invoices", "record_id": f"INV-{number}", "revision": 1, "title": "x" * 50}
    return json.dumps({"type": "backoffice.record.upserted.v1", "data": data}) + "\n"


async def test_a_run_that_is_killed_goes_on_where_it_stopped(desk: Desk, acme: Backoffice) -> None:
    desk.write("events.jsonl", "".join(map(_line, range(MANY))))
    checkpoint = desk.folder / "events.jsonl.checkpoint"
    killed = await desk.start("publish", "events.jsonl", **_reach(acme))

    async def some_are_settled() -> bool:
        return checkpoint.exists()

    await wait_until_async(some_are_settled, WITHIN_S)
    killed.kill()
    await killed.communicate()
    settled = json.loads(checkpoint.read_text())["line"]
    resumed = await desk.run("publish", "events.jsonl", "--resume", "--json", **_reach(acme))
    assert resumed.code == 0, resumed.err
    assert resumed.told["summary"]["published"] == MANY - settled
    ids = Counter(event["id"] for event in await acme.events())
    assert len(ids) == MANY
    nothing_left = await desk.run("publish", "events.jsonl", "--resume", "--json", **_reach(acme))
    assert nothing_left.told["summary"]["published"] == 0


async def test_lines_that_are_refused_are_told_with_their_number(desk: Desk, acme: Backoffice) -> None:
    desk.write("events.jsonl", _line(1) + "{}\n" + _line(2))
    run = await desk.run("publish", "events.jsonl", "--json", **_reach(acme))
    assert (run.code, run.told["summary"]["published"]) == (1, 2)
    assert run.told["verdicts"][0]["line"] == 2


async def test_one_trace_goes_through_a_whole_run(desk: Desk, acme: Backoffice) -> None:
    desk.write("1.xml", invoice_xml())
    run = await desk.run("import-ubl", "1.xml", "--json", **_reach(acme))
    assert {event["traceparent"] for event in await acme.events()} == {run.told["summary"]["trace"]}


@pytest.mark.parametrize(
    ("words", "environ", "told"),
    [
        (("import-ubl", "1.xml"), {}, "--tenant"),
        (("import-ubl", "1.xml", "--tenant", "acme"), {}, "--amqp-url"),
        (("import-ubl", "1.xml", "--edge-url", "http://x"), {"PORTICO_BACKOFFICE_TENANT": "acme"}, "--api-key"),
        (
            ("import-ubl", "1.xml", "--tenant", "globex"),
            {"PORTICO_BACKOFFICE_API_KEY": "acme.k.s"},
            "different tenants",
        ),
        (("import-ubl", "missing.xml"), {}, "does not exist"),
        (("import-ubl", "empty", "--tenant", "acme", "--dry-run"), {}, "no *.xml"),
        (("import-csv", "1.xml", "--mapping", "1.xml", "--tenant", "acme", "--dry-run"), {}, "neither JSON nor TOML"),
        (("publish", "1.xml", "--what"), {}, "--what"),
    ],
)
async def test_wrong_usage_says_what_to_do(
    desk: Desk, words: tuple[str, ...], environ: dict[str, str], told: str
) -> None:
    desk.write("1.xml", invoice_xml())
    (desk.folder / "empty").mkdir()
    run = await desk.run(*words, **environ)
    assert (run.code, told in run.err) == (2, True), run.err
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"PORTICO_BACKOFFICE_AMQP_URL": "amqp://backoffice.acme:x@127.0.0.1:1/"}, "does not answer"),
        (
            {"PORTICO_BACKOFFICE_EDGE_URL": "http://127.0.0.1:1", "PORTICO_BACKOFFICE_API_KEY": "acme.k.s"},
            "does not answer",
        ),
    ],
)
async def test_a_portico_that_is_away_is_told(desk: Desk, environ: dict[str, str], told: str) -> None:
    desk.write("1.xml", invoice_xml())
    run = await desk.run("import-ubl", "1.xml", "--give-up-after", "0.3", "--json", **environ)
    assert (run.code, run.told["error"]["code"]) == (3, "backoffice.unreachable")
    assert told in run.err


async def test_a_changed_file_is_not_resumed(desk: Desk, acme: Backoffice) -> None:
    desk.write("events.jsonl", _line(1))
    await desk.run("publish", "events.jsonl", **_reach(acme))
    desk.write("events.jsonl", _line(2))
    run = await desk.run("publish", "events.jsonl", "--resume", **_reach(acme))
    assert (run.code, "without --resume" in run.err) == (2, True)


@pytest.mark.parametrize(
    "words", [("--help",), ("publish", "--help"), ("import-ubl", "--help"), ("import-csv", "--help")]
)
async def test_help_says_how_a_run_ends(desk: Desk, words: tuple[str, ...]) -> None:
    run = await desk.run(*words)
    assert (run.code, "Exit codes: 0 all of it;" in " ".join(run.out.split())) == (0, True)
