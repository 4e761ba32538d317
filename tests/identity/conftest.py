"""What identity's tests have: its doors on a real database, and the owners of two tenants."""

import secrets
from collections.abc import AsyncIterator

import pytest

from contracts.identity.sessions import SignedIn, StaffSignedIn
from stack.colleagues import KIM, publish_roles
from stack.identity_bench import IdentityBench, made_identity_bench


@pytest.fixture(scope="session")
async def bench_of_identity(mongo_url: str) -> AsyncIterator[IdentityBench]:
    """Identity's doors on a database of these tests' own; its indexes are made once."""
    async with made_identity_bench(mongo_url, f"test_identity_{secrets.token_hex(6)}") as bench:
        yield bench


@pytest.fixture
async def identity(bench_of_identity: IdentityBench) -> IdentityBench:
    """Identity's doors with nothing behind them yet."""
    await bench_of_identity.forget()
    return bench_of_identity


@pytest.fixture
async def acme(identity: IdentityBench) -> StaffSignedIn:
    """The owner of one tenant, signed in."""
    return await identity.owner("acme")


@pytest.fixture
async def globex(identity: IdentityBench) -> StaffSignedIn:
    """The owner of another tenant, which has a portal of the same name."""
    return await identity.owner("globex")


@pytest.fixture
async def kim(identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn) -> SignedIn:
    """The admin of one account, in a portal that defines the role."""
    await publish_roles(identity)
    return await identity.user(acme, KIM, roles=("admin",))
