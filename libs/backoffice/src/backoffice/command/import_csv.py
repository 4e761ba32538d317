"""`portico-backoffice import-csv FILE --mapping MAPPING`."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from itertools import islice
from pathlib import Path
from typing import Annotated, Final

import typer

from backoffice.command import options
from backoffice.command.connection import Reach, state_file
from backoffice.command.telling import EXIT_CODES, IMPORTED, Telling, run
from backoffice.events import EventMaker
from backoffice.importing import Importer, Outcome
from backoffice.problems import InputRefusedError, told
from backoffice.revisions import SqliteRevisions
from backoffice.table import Mapping, Row, open_table, read_mapping

CHUNK_ROWS: Final = 1_000
HELP = f"""Import a CSV file: each row a record, or an account.

The mapping (JSON or TOML) says which column is what:
module = "invoices", [columns] "Number" = "record_id", "Due" = {{to = "due_on", date = "%d.%m.%Y"}}, and so on; the
README of this package lists it all.
A row that says what it said before changes nothing. Rows that are refused are told with row and column, and the rest
goes on. {EXIT_CODES}"""
FileArgument = Annotated[Path, typer.Argument(metavar="FILE.csv", exists=True, dir_okay=False)]
MappingOption = Annotated[Path, typer.Option(exists=True, dir_okay=False, help="Mapping file, .json or .toml")]


def import_csv(  # noqa: PLR0913 - a command line's options
    file: FileArgument,
    mapping: MappingOption,
    *,
    state: options.State = None,
    amqp_url: options.AmqpUrl = "",
    edge_url: options.EdgeUrl = "",
    api_key: options.ApiKey = "",
    tenant: options.Tenant = "",
    source: options.Source = "",
    backfill: options.Backfill = False,
    dry_run: options.DryRun = False,
    give_up_after: options.GiveUpAfter = options.GIVE_UP_AFTER,
    as_json: options.AsJson = False,
) -> None:
    """Import a CSV file."""
    reach = Reach(amqp_url, edge_url, api_key, tenant, source, backfill, dry_run, give_up_after)
    maker = reach.maker()
    try:
        how = read_mapping(mapping)
    except InputRefusedError as error:
        raise typer.BadParameter(str(error), param_hint="--mapping") from error
    telling = Telling(dict.fromkeys(IMPORTED, 0), as_json, dry_run, maker.trace)
    run(telling, _import(file, how, reach, maker, state_file(state), telling))


async def _import(file: Path, how: Mapping, reach: Reach, maker: EventMaker, state: Path, telling: Telling) -> None:
    async with AsyncExitStack() as stack:
        publisher = reach.publisher(maker)
        if publisher is not None:
            await stack.enter_async_context(publisher)
        revisions = stack.enter_context(SqliteRevisions(state, reach.place(maker), dry=reach.dry_run))
        importer = Importer(maker, revisions, publisher)
        table = stack.enter_context(open_table(file, how))
        if table.unknown:
            telling.warn(f"columns that the mapping does not know, left out: {', '.join(table.unknown)}")
        rows = table.rows()
        while chunk := list(islice(rows, CHUNK_ROWS)):
            fine = [row for row in chunk if row.statement is not None]
            outcomes = await importer.put([row.statement for row in fine if row.statement is not None])
            _tell_refused(telling, [row for row in chunk if row.statement is None])
            _tell_put(telling, list(zip(fine, outcomes, strict=True)))
            telling.progress(f"row {chunk[-1].number}")


def _tell_refused(telling: Telling, rows: Sequence[Row]) -> None:
    for row in rows:
        faults = [{"place": fault.place, "detail": fault.detail} for fault in row.faults]
        telling.verdict("refused", "; ".join(map(str, row.faults)), row=row.number, errors=faults)


def _tell_put(telling: Telling, put: Sequence[tuple[Row, Outcome]]) -> None:
    for row, outcome in put:
        if outcome.problem is None:
            telling.count(outcome.verdict)
        else:
            line = f"row {row.number}: {told(outcome.problem)}"
            telling.verdict("refused", line, row=row.number, subject=outcome.subject, reason=told(outcome.problem))
