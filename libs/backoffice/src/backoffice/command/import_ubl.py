"""`portico-backoffice import-ubl PATH…`."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from backoffice.command import options
from backoffice.command.connection import Reach, state_file
from backoffice.command.telling import EXIT_CODES, IMPORTED, Telling, run
from backoffice.events import EventMaker, subject_of
from backoffice.importing import Importer, Outcome
from backoffice.problems import BackofficeError, InputRefusedError, told
from backoffice.revisions import SqliteRevisions
from backoffice.ubl import Attachment, Reading, UblOptions, read_ubl_file
from contracts.backoffice.account import AccountUpserted

CHUNK_STATEMENTS: Final = 500
HELP = f"""Import UBL 2.1 files: Invoice, CreditNote, Order, DespatchAdvice, Catalogue. Folders are searched for *.xml.

Each file becomes a record (a catalogue one per line) of the account that its buyer's EndpointID names, else its
PartyIdentification, else its name. A file that says what it said before changes nothing; a corrected one replaces.
Embedded files are named in the record and written to --attachments; uploading them to Portico comes with its documents
service. {EXIT_CODES}"""
Paths = Annotated[list[Path], typer.Argument(metavar="PATH", exists=True, show_default=False)]
Status = Annotated[
    str,
    typer.Option(
        show_default=False,
        help="Status of every record, instead of open (invoices, credit notes, orders), shipped (deliveries), "
        "available (products)",
    ),
]
Accounts = Annotated[
    bool,
    typer.Option(
        "--accounts/--no-accounts",
        help="Publish each account's number and name too. Off where accounts say more elsewhere",
    ),
]
Attachments = Annotated[Path | None, typer.Option(file_okay=False, help="Folder to write embedded files to")]


@dataclass(frozen=True, slots=True)
class _Read:
    """One file and what it says, without the bytes of its attachments."""

    path: Path
    reading: Reading
    documents: tuple[dict[str, Any], ...]


def import_ubl(  # noqa: PLR0913 - a command line's options
    paths: Paths,
    *,
    status: Status = "",
    accounts: Accounts = True,
    attachments: Attachments = None,
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
    """Import UBL files."""
    reach = Reach(amqp_url, edge_url, api_key, tenant, source, backfill, dry_run, give_up_after)
    maker = reach.maker()
    telling = Telling(dict.fromkeys(IMPORTED, 0), as_json, dry_run, maker.trace)
    files = _Files(list(_found(paths)), UblOptions(status or None, accounts), None if dry_run else attachments, telling)
    run(telling, _import(files, reach, maker, state_file(state), telling))


async def _import(files: "_Files", reach: Reach, maker: EventMaker, state: Path, telling: Telling) -> None:
    async with AsyncExitStack() as stack:
        publisher = reach.publisher(maker)
        if publisher is not None:
            await stack.enter_async_context(publisher)
        revisions = stack.enter_context(SqliteRevisions(state, reach.place(maker), dry=reach.dry_run))
        importer = Importer(maker, revisions, publisher)
        for chunk in files.chunks():
            outcomes = iter(await importer.put([one for read in chunk for one in read.reading.statements]))
            for read in chunk:
                _tell(telling, read, [next(outcomes) for _ in read.reading.statements])


class _Files:
    """The files, read in chunks; those that cannot be read are told as they come."""

    def __init__(self, paths: Sequence[Path], how: UblOptions, folder: Path | None, telling: Telling) -> None:
        self._paths, self._how, self._folder, self._telling = paths, how, folder, telling
        self._owners: dict[str, Path] = {}

    def chunks(self) -> Iterator[list[_Read]]:
        chunk: list[_Read] = []
        for number, path in enumerate(self._paths, 1):
            self._telling.progress(f"{number} of {len(self._paths)} files")
            if (read := self._read(path)) is not None:
                chunk.append(read)
            if sum(len(one.reading.statements) for one in chunk) >= CHUNK_STATEMENTS:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _read(self, path: Path) -> _Read | None:
        try:
            reading = read_ubl_file(path, self._how)
        except InputRefusedError as error:
            faults = [{"place": fault.place, "detail": fault.detail} for fault in error.faults]
            self._telling.verdict("refused", f"{path}: {error}", file=str(path), reason=str(error), errors=faults)
            return None
        self._tell_doubles(path, reading)
        documents = tuple(_kept(attachment, self._folder) for attachment in reading.attachments)
        return _Read(path, Reading(reading.kind, reading.statements, ()), documents)

    def _tell_doubles(self, path: Path, reading: Reading) -> None:
        """Warn of two files about one record: they replace each other, now and each time."""
        for statement in reading.statements:
            if isinstance(statement, AccountUpserted):
                continue
            subject = subject_of(statement) or ""
            first = self._owners.setdefault(subject, path)
            if first != path:
                self._telling.warn(f"{path} is about {subject}, as {first} is: the last one stands")


def _found(paths: Iterable[Path]) -> Iterator[Path]:
    """Give the files, those of a folder in the order of their names."""
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.suffix.lower() == ".xml" and one.is_file())
            if not inside:
                raise typer.BadParameter(f"there is no *.xml in {path}")
            yield from inside
        else:
            yield path


def _kept(attachment: Attachment, folder: Path | None) -> dict[str, Any]:
    said = {
        "document_id": attachment.document_id,
        "name": attachment.name,
        "media_type": attachment.media_type,
        "bytes": len(attachment.content),
    }
    try:
        return said if folder is None else {**said, "saved": str(attachment.save(folder))}
    except OSError as error:
        raise BackofficeError(f"{folder} cannot take the attachments ({error}); name another folder") from error


def _tell(telling: Telling, read: _Read, outcomes: Sequence[Outcome]) -> None:
    """Tell a file's verdict: refused where anything of it was, else imported where anything was new."""
    verdicts = {outcome.verdict for outcome in outcomes}
    verdict = next(one for one in ("refused", "imported", "unchanged") if one in verdicts)
    refused = [outcome for outcome in outcomes if outcome.problem is not None]
    records = [outcome for outcome in outcomes if not isinstance(outcome.statement, AccountUpserted)]
    about = records[0].subject if len(records) == 1 else f"{len(records)} records"
    line = f"{about} revision {records[0].revision}  {read.path}"
    if refused:
        line = f"{read.path}: " + "; ".join(f"{one.subject}: {told(one.problem)}" for one in refused if one.problem)
    telling.verdict(
        verdict, line, file=str(read.path), kind=read.reading.kind, statements=[_as_json(one) for one in outcomes],
        attachments=list(read.documents),
    )  # fmt: skip


def _as_json(outcome: Outcome) -> dict[str, Any]:
    said: dict[str, Any] = {
        "subject": outcome.subject,
        "type": outcome.statement.NAME,
        "verdict": outcome.verdict,
        "revision": outcome.revision,
    }
    return said if outcome.problem is None else {**said, "problem": outcome.problem.model_dump(mode="json")}
