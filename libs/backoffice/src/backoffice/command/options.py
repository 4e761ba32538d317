"""The options that every command takes, and the environment variables behind them."""

from pathlib import Path
from typing import Annotated

import typer

from backoffice.publisher import Limits

REACH, WHO, HOW = "Where to publish", "As whom", "How"

AmqpUrl = Annotated[
    str,
    typer.Option(
        envvar="PORTICO_BACKOFFICE_AMQP_URL", show_default=False, show_envvar=True, rich_help_panel=REACH,
        help="AMQP address with the tenant's own user: amqp://backoffice.acme:…@broker/",
    ),
]  # fmt: skip
EdgeUrl = Annotated[
    str,
    typer.Option(
        envvar="PORTICO_BACKOFFICE_EDGE_URL", show_default=False, show_envvar=True, rich_help_panel=REACH,
        help="Portico's public address, to publish over HTTP with an API key instead",
    ),
]  # fmt: skip
ApiKey = Annotated[
    str,
    typer.Option(
        envvar="PORTICO_BACKOFFICE_API_KEY", show_default=False, show_envvar=True, rich_help_panel=REACH,
        help="API key of this backoffice; better in the environment than in a command that others can list",
    ),
]  # fmt: skip
Tenant = Annotated[
    str,
    typer.Option(
        envvar="PORTICO_BACKOFFICE_TENANT", show_default=False, show_envvar=True, rich_help_panel=WHO,
        help="The tenant, where neither the AMQP user nor the API key says it",
    ),
]  # fmt: skip
Source = Annotated[
    str,
    typer.Option(
        envvar="PORTICO_BACKOFFICE_SOURCE", show_default=False, show_envvar=True, rich_help_panel=WHO,
        help="Name of this backoffice, e.g. erp://acme/main. The first source that publishes a record owns it. "
        "Default: portico-backoffice://<tenant>",
    ),
]  # fmt: skip
Backfill = Annotated[
    bool,
    typer.Option("--backfill", rich_help_panel=HOW, help="Publish as history: after live events, notifying nobody"),
]
DryRun = Annotated[bool, typer.Option("--dry-run", rich_help_panel=HOW, help="Check everything, publish nothing")]
AsJson = Annotated[bool, typer.Option("--json", rich_help_panel=HOW, help="Print one JSON object")]
GiveUpAfter = Annotated[
    float, typer.Option(min=0, max=86_400, rich_help_panel=HOW, help="Seconds to keep trying while Portico is away")
]
GIVE_UP_AFTER = Limits().give_up_after
State = Annotated[
    Path | None,
    typer.Option(
        envvar="PORTICO_BACKOFFICE_STATE", show_default=False, show_envvar=True, dir_okay=False, rich_help_panel=HOW,
        help="Where to remember what was published, so that unchanged content is skipped. "
        "Default: portico-backoffice/state.sqlite3 in the user's state folder",
    ),
]  # fmt: skip
