"""Tells people and programs how it goes: progress on a terminal, verdicts, one JSON object, and how the run ended."""

import asyncio
import json
import sys
from collections.abc import Coroutine
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final

import typer

from backoffice.problems import BackofficeError, ChangedSourceError, DoorClosedError, UnreachableError

MAX_LISTED: Final = 10_000
"""Verdicts that the JSON object lists; the summary counts all."""
IMPORTED: Final = ("imported", "unchanged", "refused")
PUBLISHED: Final = ("published", "refused")
"""The verdicts that a command may come to."""
SIGNS: Final = {"imported": "✓", "published": "✓", "unchanged": "=", "refused": "✗"}


class Exit(IntEnum):
    """How a run ends, for scripts."""

    ALL = 0
    SOME_REFUSED = 1
    USAGE = 2
    NOT_DELIVERED = 3


EXIT_CODES: Final = (
    "Exit codes: 0 all of it; 1 some of it was refused, with the reason and the place; 2 wrong usage; "
    "3 Portico was away or let nobody in: run it again to go on."
)


@dataclass(slots=True)
class Telling:
    """Collects verdicts and prints them: line by line for people, at the end for programs."""

    counted: dict[str, int]
    as_json: bool
    dry_run: bool
    trace: str | None = None
    listed: list[dict[str, Any]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    def verdict(self, verdict: str, words: str, /, **said: object) -> None:
        """Tell one verdict; `words` for people, the rest for programs."""
        self.count(verdict)
        if len(self.listed) < MAX_LISTED:
            self.listed.append({"verdict": verdict, **said})
        if not self.as_json:
            self._clear()
            typer.echo(f"{SIGNS[verdict]} {verdict:<9} {_shown(words)}")

    def count(self, verdict: str, times: int = 1) -> None:
        """Count without telling each."""
        self.counted[verdict] += times

    def warn(self, text: str) -> None:
        """Tell what is worth knowing though nothing is refused."""
        self.more.setdefault("warnings", []).append(text)
        self._clear()
        typer.echo(f"! {_shown(text)}", err=True)

    def progress(self, text: str) -> None:
        """Show how far it is, on a terminal only."""
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K{text}")
            sys.stderr.flush()

    def end(self, error: BackofficeError | None = None) -> Exit:
        """Print the summary; gives the exit code."""
        self._clear()
        summary = {**self.counted, "dry_run": self.dry_run, "trace": self.trace}
        if self.as_json:
            told = {"verdicts": self.listed, "summary": summary, **self.more}
            typer.echo(json.dumps({**told, **({"error": {"code": error.code, "detail": str(error)}} if error else {})}))
        else:
            counted = ", ".join(f"{count} {verdict}" for verdict, count in self.counted.items() if count) or "nothing"
            typer.echo(f"{counted}{' (dry run: nothing was published)' if self.dry_run else ''}")
        if error is not None:
            typer.echo(f"portico-backoffice: {error}", err=True)
            return exit_of(error)
        return Exit.SOME_REFUSED if self.counted["refused"] else Exit.ALL

    def _clear(self) -> None:
        self.progress("")


def run(telling: Telling, work: Coroutine[Any, Any, None]) -> None:
    """Run a command's work to its end and exit with its code."""
    try:
        asyncio.run(work)
    except BackofficeError as error:
        code = telling.end(error)
    else:
        code = telling.end()
    raise typer.Exit(code)


def _shown(words: str) -> str:
    """Keep what a file holds from steering the terminal: no escapes, no text that runs the other way."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in words)


def exit_of(error: BackofficeError) -> Exit:
    """Give the code that a run ends with for this."""
    if isinstance(error, DoorClosedError | UnreachableError):
        return Exit.NOT_DELIVERED
    return Exit.USAGE if isinstance(error, ChangedSourceError) else Exit.SOME_REFUSED
