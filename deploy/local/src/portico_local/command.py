"""The command line that the Makefile calls: run, stop, status."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from portico_local import detached, ending, instance, ports, status
from portico_local.interruption import interruptible
from portico_local.layout import Layout
from portico_local.parts.part import NotReady
from portico_local.runner import FAILED, Runner
from portico_local.screen import Screen
from portico_local.stack import Stack

STATE = Path(".portico")
OFFSET = "PORTICO_PORT_OFFSET"
LARGEST_OFFSET = 30_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one subcommand and exit with its code."""
    chosen = _parser().parse_args(arguments)
    layout, screen = Layout(chosen.state.resolve()), Screen()
    if chosen.command == "stop":
        sys.exit(ending.stop(layout, screen))
    if chosen.command == "status":
        sys.exit(status.show(layout, screen))
    if chosen.detach:
        sys.exit(_run_detached(layout, screen))
    sys.exit(_run(layout, screen))


def _run(layout: Layout, screen: Screen) -> int:
    try:
        with interruptible():
            return Runner(Stack(layout, ports.with_offset(_offset())), screen).run()
    except NotReady as error:
        screen.failed(str(error))
        return FAILED


def _run_detached(layout: Layout, screen: Screen) -> int:
    try:
        process = detached.start(layout, ("-m", "portico_local", "--state", str(layout.state), "run"))
    except instance.AlreadyRunning as error:
        screen.failed(str(error))
        return FAILED
    return detached.follow(process, layout, screen)


def _offset() -> int:
    text = os.environ.get(OFFSET) or "0"
    if not text.isdecimal() or int(text) > LARGEST_OFFSET:
        raise NotReady(f"{OFFSET} is {text!r}: give a number from 0 to {LARGEST_OFFSET}.")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("portico-local", description="Portico on this one machine.")
    parser.add_argument("--state", type=Path, default=STATE, help="folder of data, logs and secrets (.portico)")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="start everything and keep it running until Ctrl-C")
    run.add_argument("--detach", action="store_true", help="return when all is ready; `stop` ends it")
    commands.add_parser("stop", help="stop what `run` started here")
    commands.add_parser("status", help="what runs here, and where")
    return parser
