"""The command `portico-backoffice`, as somebody runs it: files and rows, verdicts, exit codes, what it remembers."""

import pytest

from stack.backoffice_bench import Backoffice
from stack.backoffice_command import Desk, reach
from worlds.ubl import catalogue_line, catalogue_xml, credit_note_xml, invoice_xml


async def test_files_are_imported_once_and_again_when_corrected(
    desk: Desk, acme: Backoffice, globex: Backoffice
) -> None:
    desk.write("in/a/invoice.xml", invoice_xml())
    desk.write("in/b/note.XML", credit_note_xml())
    first = await desk.run("import-ubl", "in", "--attachments", "files", "--json", **reach(acme))
    assert first.code == 0, first.err
    assert [verdict["verdict"] for verdict in first.told["verdicts"]] == ["imported", "imported"]
    assert {event["subject"] for event in await acme.events()} == {
        "accounts/7300010000001", "invoices/INV-42", "credit_notes/CN-1",
    }  # fmt: skip
    [attached] = first.told["verdicts"][0]["attachments"]
    assert (desk.folder / attached["saved"]).stat().st_size == attached["bytes"]
    again = await desk.run("import-ubl", "in", "--json", **reach(acme))
    assert again.told["summary"]["unchanged"] == 2
    assert await acme.events() == []
    desk.write("in/a/invoice.xml", invoice_xml().replace(b"121.00", b"120.00"))
    corrected = await desk.run("import-ubl", "in", "--json", **reach(acme))
    [event] = await acme.events()
    assert (event["data"]["total"], corrected.told["summary"]["imported"]) == ("120.00", 1)
    before = first.told["verdicts"][0]["statements"][-1]["revision"]
    assert event["data"]["revision"] > before
    assert await globex.events() == []
    assert (await desk.run("import-ubl", "in", "--json", **reach(globex))).told["summary"]["imported"] == 2


async def test_what_is_refused_is_told_with_its_place_and_the_rest_goes_on(desk: Desk, acme: Backoffice) -> None:
    desk.write("in/1.xml", invoice_xml().replace(b"121.00", b"12,50"))
    desk.write("in/2.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    desk.write("in/3.xml", catalogue_xml(catalogue_line(1) + catalogue_line(2)))
    run = await desk.run("import-ubl", "in", **reach(acme))
    assert run.code == 1
    assert "✗ refused" in run.out
    assert "LegalMonetaryTotal/TaxInclusiveAmount: '12,50' is not a decimal number" in run.out
    assert "document type" in run.out
    assert "✓ imported  2 records" in run.out
    assert "1 imported" in run.out
    assert len(await acme.events()) == 3


async def test_what_a_file_holds_does_not_steer_the_terminal(desk: Desk) -> None:
    desk.write("1.xml", invoice_xml("INV\u202e-\u2066 \u009b31m"))
    run = await desk.run("import-ubl", "1.xml", "--dry-run", "--tenant", "acme")
    assert all(sign.isprintable() for sign in run.out.replace("\n", ""))


async def test_two_files_about_one_record_are_told(desk: Desk, acme: Backoffice) -> None:
    desk.write("in/1.xml", invoice_xml())
    desk.write("in/2.xml", invoice_xml().replace(b"121.00", b"120.00"))
    run = await desk.run("import-ubl", "in", **reach(acme))
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
    run = await desk.run("import-csv", "file.csv", "--mapping", "map.toml", "--json", **reach(acme))
    assert run.code == 1
    assert run.told["summary"] | {"trace": None} == {
        "imported": 2, "unchanged": 0, "refused": 1, "dry_run": False, "trace": None,
    }  # fmt: skip
    assert run.told["verdicts"][0]["errors"][0]["place"] == "row 3, column 'Total'"
    assert "More" in run.told["warnings"][0]
    assert [event["subject"] for event in await acme.events()] == ["invoices/R-1", "invoices/R-3"]
    again = await desk.run("import-csv", "file.csv", "--mapping", "map.toml", **reach(acme))
    assert "2 unchanged" in again.out


async def test_one_trace_goes_through_a_whole_run(desk: Desk, acme: Backoffice) -> None:
    desk.write("1.xml", invoice_xml())
    run = await desk.run("import-ubl", "1.xml", "--json", **reach(acme))
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


@pytest.mark.parametrize(
    "words", [("--help",), ("publish", "--help"), ("import-ubl", "--help"), ("import-csv", "--help")]
)
async def test_help_says_how_a_run_ends(desk: Desk, words: tuple[str, ...]) -> None:
    run = await desk.run(*words)
    assert (run.code, "Exit codes: 0 all of it;" in " ".join(run.out.split())) == (0, True)
