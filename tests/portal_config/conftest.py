"""portal-config's doors, and two tenants behind them."""

import secrets
from collections.abc import AsyncIterator

import pytest

from contracts.message import Who
from contracts.portal_config.tenancy import CreateTenant
from contracts.principal import Principal
from portal_config import main
from portal_config.handlers import logos, portals, tenancy, versions
from stack.doors import OPERATOR, Doors, made_doors


@pytest.fixture
async def doors(mongo_url: str, own_database: str) -> AsyncIterator[Doors]:
    """portal-config on a database of its own."""
    routers = (tenancy.router, portals.router, versions.router, logos.router)
    async with made_doors(mongo_url, own_database, "portal-config", routers, main.build, main.INDEXES) as made:
        yield made


@pytest.fixture
async def acme(doors: Doors) -> Principal:
    """A designer of a tenant."""
    return await _designer(doors, "acme")


@pytest.fixture
async def globex(doors: Doors) -> Principal:
    """A designer of another tenant."""
    return await _designer(doors, "globex")


async def _designer(doors: Doors, name: str) -> Principal:
    tenant = f"{name}-{secrets.token_hex(4)}"
    await doors.call(CreateTenant(tenant=tenant, name=name.title()), OPERATOR)
    return Principal(Who.STAFF, tenant=tenant, subject="ada", session="s", roles=frozenset({"designer"}))
