"""`portico-backoffice publish FILE.jsonl`."""

from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated

import typer

from backoffice.checkpoint import FileCheckpoint
from backoffice.command import options
from backoffice.command.connection import Reach
from backoffice.command.telling import EXIT_CODES, PUBLISHED, Telling, run
from backoffice.events import EventMaker
from backoffice.jsonl import publish_file

HELP = f"""Publish a file of events, one JSON object per line.

A line is a CloudEvent, or short: {{"type": "backoffice.record.upserted.v1", "data": {{…}}}}; id, source, time and
tenant are filled in. Every event is confirmed; lines that are refused are told with their number, and the rest goes on.
What was confirmed is noted in a checkpoint, so that --resume goes on after a crash. {EXIT_CODES}"""
FileArgument = Annotated[Path, typer.Argument(metavar="FILE.jsonl", exists=True, dir_okay=False)]
Resume = Annotated[bool, typer.Option("--resume", help="Go on where the checkpoint says; lines added since are taken")]
CheckpointOption = Annotated[Path | None, typer.Option(dir_okay=False, help="Default: FILE.jsonl.checkpoint")]


def publish(  # noqa: PLR0913 - a command line's options
    file: FileArgument,
    *,
    resume: Resume = False,
    checkpoint: CheckpointOption = None,
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
    """Publish a file of events."""
    reach = Reach(amqp_url, edge_url, api_key, tenant, source, backfill, dry_run, give_up_after)
    maker = reach.maker()
    telling = Telling(dict.fromkeys(PUBLISHED, 0), as_json, dry_run, maker.trace)
    kept = FileCheckpoint(checkpoint or file.with_name(f"{file.name}.checkpoint"))
    run(telling, _publish(file, reach, maker, kept, telling, resume=resume))


async def _publish(
    file: Path, reach: Reach, maker: EventMaker, kept: FileCheckpoint, telling: Telling, *, resume: bool
) -> None:
    lines = 0
    async with AsyncExitStack() as stack:
        publisher = reach.publisher(maker)
        if publisher is not None:
            await stack.enter_async_context(publisher)
        async for progress in publish_file(file, maker, publisher, kept, resume=resume):
            lines += progress.lines
            telling.count("published", progress.published)
            for line in progress.refused:
                place = f"{file}, line {line.number}"
                telling.verdict(
                    "refused", f"{place}: {line.reason}", line=line.number, subject=line.subject, reason=line.reason
                )
            telling.progress(f"{lines} lines, {100 * progress.offset // max(progress.size, 1)} %")
