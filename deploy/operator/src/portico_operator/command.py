"""The operator's command: `portico topology`, `tenant create` and `rotate-broker`, `republish`, `audit`, `keys`."""

import asyncio
import json
from typing import Annotated

import aio_pika
import typer
from aio_pika.exceptions import AMQPError
from pydantic import ValidationError

from chassis.call_client import CallRefusedError
from contracts.topology import build
from portico_operator import audit_command, keys, republishing, tenants, topology
from portico_operator.broker_users import BrokerRefusedError
from portico_operator.calling import MissingSettingError
from portico_operator.complaints import fail, read_settings
from portico_operator.settings import OperatorSettings

app = typer.Typer(
    no_args_is_help=True, help="Operate Portico. Addresses and keys come from PORTICO_… in the environment."
)
topology_app = typer.Typer(no_args_is_help=True, help="The exchanges, queues and bindings on the broker.")
tenant_app = typer.Typer(no_args_is_help=True, help="The businesses whose portals these are.")
app.add_typer(topology_app, name="topology")
app.add_typer(tenant_app, name="tenant")
app.add_typer(audit_command.app, name="audit")
app.command("republish")(republishing.republish)


@app.command("keys")
def make_keys() -> None:
    """Print the secrets of a new installation as lines for an environment file. Keep them safe."""
    for name, value in keys.generate().items():
        typer.echo(f"{name}={value}")


@topology_app.command("apply")
def apply_topology() -> None:
    """Declare everything that the services need on the broker; safe to repeat."""

    async def apply(settings: OperatorSettings) -> int:
        connection = await aio_pika.connect(settings.amqp_url.get_secret_value(), timeout=5)
        async with connection, connection.channel() as channel:
            return await topology.declare(channel, build())

    typer.echo(f"topology: {asyncio.run(apply(read_settings()))} exchanges, queues and bindings are there")


@tenant_app.command("create")
def create_tenant(
    tenant: Annotated[str, typer.Argument(help="Its name in addresses: a-z, 0-9 and -, e.g. acme")],
    name: Annotated[str, typer.Option(help='Its name for people, e.g. "Acme GmbH"')],
    owner: Annotated[str, typer.Option(help="E-mail address of its first owner")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object")] = False,
    new_broker_password: Annotated[bool, typer.Option(help="Give an existing broker user a new password")] = False,
) -> None:
    """Make a tenant, or finish making it; prints what to hand to its owner and its backoffice."""
    try:
        made = asyncio.run(
            tenants.create_tenant(read_settings(), tenant, name, owner, new_password=new_broker_password)
        )
    except CallRefusedError as error:
        places = "".join(f"\n  {fault.pointer}: {fault.detail}" for fault in error.problem.errors)
        fail(f"{error.problem.title} ({error.problem.code}). {error.problem.detail}{places}")
    except ValidationError as error:
        fail("\n".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors()))
    except MissingSettingError as error:
        fail(f"{error} is not set")
    except (AMQPError, OSError, BrokerRefusedError) as error:
        fail(f"the broker did not help: {error}")
    else:
        typer.echo(json.dumps(made.as_dict()) if as_json else _for_people(made, read_settings().edge_url))


@tenant_app.command("rotate-broker")
def rotate_broker(
    tenant: Annotated[str, typer.Argument(help="Its name in addresses, e.g. acme")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object")] = False,
) -> None:
    """Give a tenant's broker user a new password; prints its new address once, and ends what used the old one."""
    try:
        amqp_url = asyncio.run(tenants.rotate_broker(read_settings(), tenant))
    except MissingSettingError as error:
        fail(f"{error} is not set")
    except (OSError, BrokerRefusedError) as error:
        fail(f"the broker did not help: {error}")
    else:
        typer.echo(json.dumps({"tenant": tenant, "amqp_url": amqp_url}) if as_json else f"AMQP {amqp_url}")


def _for_people(made: tenants.NewTenant, edge_url: str) -> str:
    used = "(given before; it is in use)"
    return "\n".join(
        (
            f"Tenant {made.tenant} is there.",
            f"  owner      {made.owner}",
            f"  owner link {made.owner_link or used}",
            f"  API key    {made.api_key or used}",
            f"  AMQP       {made.amqp_url or '(given before; portico tenant rotate-broker makes a new one)'}",
            f"  next       {edge_url.rstrip('/')}/console/first, for the owner: the first portal in five steps",
        )
    )


def main() -> None:
    """Run the command."""
    app()
