"""What records' tests have: its doors and its intake on a real database, and the tenants acme and globex."""

import secrets
from collections.abc import AsyncIterator

import pytest

from stack.dry_runs import fill
from stack.records_bench import RecordsBench, made_records_bench


@pytest.fixture(scope="module")
async def module_bench(mongo_url: str) -> AsyncIterator[RecordsBench]:
    """Records on a database of the module's own."""
    async with made_records_bench(mongo_url, f"test_{secrets.token_hex(6)}") as made:
        yield made


@pytest.fixture
async def bench(module_bench: RecordsBench) -> RecordsBench:
    """Records with two tenants that have the same module and the same portal, and nothing else."""
    await module_bench.begin()
    return module_bench


@pytest.fixture
async def filled(bench: RecordsBench) -> RecordsBench:
    """The two tenants with three memberships of two accounts each, and invoices that are open and paid."""
    await fill(bench)
    return bench
