"""How the command complains: in one line on standard error, with exit status 1."""

from typing import NoReturn

import typer
from pydantic import ValidationError

from portico_operator.settings import OperatorSettings


def fail(text: str) -> NoReturn:
    """Say why it did not work, and end."""
    typer.echo(text, err=True)
    raise typer.Exit(1)


def read_settings() -> OperatorSettings:
    """Read the settings, or complain about each that is missing or wrong."""
    try:
        return OperatorSettings()
    except ValidationError as error:
        fail("\n".join(f"PORTICO_{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors()))
