"""What identity's tests have: its doors on a real database, and the owners of two tenants."""

from collections.abc import AsyncIterator

import pytest

from contracts.identity.sessions import StaffSignedIn
from stack.identity_bench import IdentityBench, made_identity_bench


@pytest.fixture
async def identity(mongo_url: str, own_database: str) -> AsyncIterator[IdentityBench]:
    """Identity's doors on a database of the test's own."""
    async with made_identity_bench(mongo_url, own_database) as bench:
        yield bench


@pytest.fixture
async def acme(identity: IdentityBench) -> StaffSignedIn:
    """The owner of one tenant, signed in."""
    return await identity.owner("acme")


@pytest.fixture
async def globex(identity: IdentityBench) -> StaffSignedIn:
    """The owner of another tenant, which has a portal of the same name."""
    return await identity.owner("globex")
