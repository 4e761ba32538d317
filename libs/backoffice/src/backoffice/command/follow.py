"""`portico-backoffice follow`."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from backoffice.bookmark import FileBookmark
from backoffice.command import options
from backoffice.command.connection import tell_pause
from backoffice.command.telling import Exit, exit_of
from backoffice.following import Follower
from backoffice.http import tenant_of_key
from backoffice.problems import BackofficeError

HELP = """Follow what customers did: one event a line on standard output, oldest first, and on as they come.

A bookmark is moved behind each line that was written, so that the next run goes on there; a run that is killed may
print its last line again. Exit codes: 0 the end was reached; 1 what followed the bookmark is not kept any more;
2 wrong usage; 3 Portico was away or let nobody in: run it again to go on."""
BookmarkOption = Annotated[
    Path | None, typer.Option("--bookmark", dir_okay=False, show_default=False, help="Default: TENANT.feed, here")
]
ToTheEnd = Annotated[bool, typer.Option("--to-the-end", help="Stop where there is nothing new")]


def follow(
    *,
    bookmark: BookmarkOption = None,
    to_the_end: ToTheEnd = False,
    edge_url: options.EdgeUrl = "",
    api_key: options.ApiKey = "",
    give_up_after: options.GiveUpAfter = options.GIVE_UP_AFTER,
) -> None:
    """Follow the feed."""
    tenant = tenant_of_key(api_key)
    if not edge_url or tenant is None:
        raise typer.BadParameter("say whose feed: --edge-url, and --api-key in the environment or here")
    kept = FileBookmark(bookmark or Path(f"{tenant}.feed"), tenant)
    try:
        follower = Follower(edge_url, api_key, kept, give_up_after=give_up_after, on_pause=tell_pause)
        asyncio.run(_print(follower, to_the_end=to_the_end))
    except BackofficeError as error:
        typer.echo(f"portico-backoffice: {error}", err=True)
        raise typer.Exit(exit_of(error)) from error
    except KeyboardInterrupt:
        raise typer.Exit(Exit.ALL) from None


async def _print(follower: Follower, *, to_the_end: bool) -> None:
    async with follower:
        async for event in follower.events(to_the_end=to_the_end):
            sys.stdout.write(event.model_dump_json(exclude_none=True) + "\n")
            sys.stdout.flush()
