"""notifications on a real database."""

from collections.abc import AsyncIterator

import pytest

from stack.mail_bench import MailBench, ObedientPost, made_mail_bench


@pytest.fixture
def post() -> ObedientPost:
    """A mail server that does as it is told."""
    return ObedientPost()


@pytest.fixture
async def bench(mongo_url: str, own_database: str, post: ObedientPost) -> AsyncIterator[MailBench]:
    """notifications with that mail server."""
    async with made_mail_bench(mongo_url, own_database, post) as made:
        yield made
