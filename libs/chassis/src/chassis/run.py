"""Runs one service: `python -m chassis.run identity`. Its `main.make_app()` gives the Service."""

import asyncio
import gc
import importlib
import sys
from typing import Final

import uvloop
from pydantic import ValidationError

from contracts.catalogue import SERVICES

COLLECT_EVERY: Final = 20_000
"""New containers before the collector looks for cycles; Python's 700 are one batch of intake thirty times over."""


def spare_the_collector() -> None:
    """Keep the collector from walking what lives as long as the process, and from coming too often: 13 % of intake."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY, 20, 20)


def main(arguments: list[str]) -> int:
    """Run the named service until it is told to stop; 2 on a wrong name or setting."""
    if len(arguments) != 1 or arguments[0] not in SERVICES:
        sys.stderr.write(f"usage: python -m chassis.run {{{'|'.join(SERVICES)}}}\n")
        return 2
    try:
        service = importlib.import_module(f"{arguments[0].replace('-', '_')}.main").make_app()
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            sys.stderr.write(f"setting PORTICO_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}\n")
        return 2
    spare_the_collector()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(service.run())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
