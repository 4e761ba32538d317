"""The bench of the chassis' tests."""

from collections.abc import AsyncIterator

import pytest

from stack.bench import Bench, made_bench


@pytest.fixture
async def bench(own_vhost: str, mongo_url: str, own_database: str) -> AsyncIterator[Bench]:
    """A virtual host with the topology on it, and services started at will."""
    async with made_bench(own_vhost, mongo_url, own_database) as made:
        yield made
