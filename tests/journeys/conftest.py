"""What every journey has: the running suite, a client of its edge, and two tenants with the same portal slug."""

from collections.abc import AsyncIterator

import pytest

from actors import Http, Tenant, new_tenant
from actors.http import opened
from stack.fixtures import Suite


@pytest.fixture(scope="session")
async def http(suite: Suite) -> AsyncIterator[Http]:
    async with opened(suite.edge_url) as client:
        yield client


@pytest.fixture
async def acme(http: Http, suite: Suite) -> Tenant:
    return await new_tenant(http, suite.environ)


@pytest.fixture
async def globex(http: Http, suite: Suite) -> Tenant:
    return await new_tenant(http, suite.environ)
