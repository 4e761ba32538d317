"""Puts the command together."""

import typer

from backoffice.command import follow, import_csv, import_ubl, publish
from backoffice.command.telling import EXIT_CODES

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=f"Publish what your backoffice knows to Portico, and follow what customers did. {EXIT_CODES}",
)
app.command("publish", help=publish.HELP)(publish.publish)
app.command("import-ubl", help=import_ubl.HELP)(import_ubl.import_ubl)
app.command("import-csv", help=import_csv.HELP)(import_csv.import_csv)
app.command("follow", help=follow.HELP)(follow.follow)


def main() -> None:
    """Run the command."""
    app(prog_name="portico-backoffice")
