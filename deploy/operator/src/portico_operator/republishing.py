"""`portico republish`: has a service say again what holds, for consumers that lost it or came later."""

import asyncio
from enum import StrEnum
from typing import Annotated, Final

import typer
from aio_pika.exceptions import AMQPError
from pydantic import ValidationError

from chassis.call_client import CallRefusedError
from contracts.message import Request
from contracts.republishing import Republished, RepublishMemberships, RepublishPortals
from portico_operator.calling import MissingSettingError, calling
from portico_operator.complaints import fail, read_settings
from portico_operator.settings import OperatorSettings

MAX_PAGES: Final = 100_000


class Producer(StrEnum):
    """Services whose state others keep a projection of."""

    PORTAL_CONFIG = "portal-config"
    IDENTITY = "identity"


def republish(
    service: Annotated[Producer, typer.Argument(help="Whose state others are to hear again")],
    tenant: Annotated[str, typer.Option(help="The tenant's name in addresses, e.g. acme")],
) -> None:
    """Have a service say again what holds for a tenant. Safe to repeat: who knows it already drops it."""
    try:
        said = asyncio.run(_republish(read_settings(), service, tenant))
    except CallRefusedError as error:
        fail(f"{error.problem.title} ({error.problem.code}). {error.problem.detail}")
    except ValidationError as error:
        fail("\n".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors()))
    except MissingSettingError as error:
        fail(f"{error} is not set")
    except (AMQPError, OSError) as error:
        fail(f"the broker did not help: {error}")
    else:
        typer.echo(f"{service.value} said {said} events of {tenant} again")


async def _republish(settings: OperatorSettings, service: Producer, tenant: str) -> int:
    said, after = 0, ""
    async with calling(settings) as calls:
        for _ in range(MAX_PAGES):
            page = await calls.call(_request(service, tenant, after))
            said += page.said
            if page.next is None:
                break
            after = page.next
    return said


def _request(service: Producer, tenant: str, after: str) -> Request[Republished]:
    kind = RepublishPortals if service is Producer.PORTAL_CONFIG else RepublishMemberships
    return kind(tenant=tenant, after=after)
