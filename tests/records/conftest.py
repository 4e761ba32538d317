"""What records' tests have: its doors and its intake on a real database, and the tenants acme and globex."""

from collections.abc import AsyncIterator

import pytest

from stack.records_bench import RecordsBench, made_records_bench


@pytest.fixture
async def bench(mongo_url: str, own_database: str) -> AsyncIterator[RecordsBench]:
    """Records on a database of the test's own; both tenants have the same module and the same portal."""
    async with made_records_bench(mongo_url, own_database) as made:
        yield made
