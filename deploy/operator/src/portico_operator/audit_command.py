"""`portico audit verify`: tells whether a tenant's audit trail is what was written, and where it is not."""

import asyncio
import json
from typing import Annotated, Final

import typer
from aio_pika.exceptions import AMQPError
from pydantic import ValidationError

from chassis.call_client import CallRefusedError
from portico_operator.audit import NoProgressError, TrailHead, Verdict, verify
from portico_operator.calling import MissingSettingError, calling
from portico_operator.complaints import fail, read_settings
from portico_operator.settings import OperatorSettings

BROKEN: Final = 3
"""Exit status of a trail that is not what was written; 1 is that it could not be verified."""
TELL_EVERY: Final = 20_000
WORDS: Final = {
    "missing": "is missing",
    "changed": "is not what was written",
    "doubled": "stands there twice",
    "head": "is not where the trail says it ends",
    "noted": "has another hash than was noted: the trail was written anew",
}
app = typer.Typer(no_args_is_help=True, help="The audit trails of tenants.")


@app.command("verify")
def verify_trail(
    tenant: Annotated[str, typer.Argument(help="The tenant's name in addresses, e.g. acme")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object")] = False,
    expect_head: Annotated[
        str, typer.Option(help="A head that was printed before, n:hash: finds a trail that was cut or written anew")
    ] = "",
) -> None:
    """Verify every entry of a tenant's trail, and print its head to be kept elsewhere. Exit status 3: it is broken."""
    try:
        expected = TrailHead.read(expect_head) if expect_head else None
        verdict = asyncio.run(_verify(read_settings(), tenant, expected))
    except CallRefusedError as error:
        fail(f"{error.problem.title} ({error.problem.code}). {error.problem.detail}")
    except MissingSettingError as error:
        fail(f"{error} is not set")
    except ValidationError as error:
        fail("\n".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors()))
    except (ValueError, NoProgressError) as error:
        fail(str(error))
    except (AMQPError, OSError) as error:
        fail(f"the broker did not help: {error}")
    else:
        typer.echo(json.dumps(verdict.as_dict()) if as_json else _for_people(verdict))
        if verdict.broken:
            raise typer.Exit(BROKEN)


async def _verify(settings: OperatorSettings, tenant: str, expected: TrailHead | None) -> Verdict:
    async with calling(settings) as calls:
        return await verify(tenant, calls.call, expected, _Progress().tell)


class _Progress:
    """Tells on standard error how far it is, every so many entries."""

    def __init__(self) -> None:
        self._next = TELL_EVERY

    def tell(self, done: int, entries: int) -> None:
        """Tell, if it is time."""
        if done >= self._next:
            typer.echo(f"audit: {done} of {entries} entries verified", err=True)
            self._next = done + TELL_EVERY


def _for_people(verdict: Verdict) -> str:
    if verdict.broken is None:
        return f"The trail of {verdict.tenant} is whole: {verdict.n} entries.\n  head {verdict.n}:{verdict.hash}"
    n, why = verdict.broken
    good = f"  last good entry {verdict.n}:{verdict.hash}"
    return f"The trail of {verdict.tenant} is broken: entry {n} {WORDS.get(why, why)}.\n{good}"
