"""Runs one service: `python -m chassis.run identity`. Its `main.make_app()` gives the Service."""

import asyncio
import importlib
import sys

from pydantic import ValidationError

from contracts.catalogue import SERVICES


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
    asyncio.run(service.run())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
