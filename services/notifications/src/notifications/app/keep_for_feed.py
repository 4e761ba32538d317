"""Keeps a public event for the tenant's backoffice to read."""

from contracts.envelope import CloudEvent
from notifications.app.context import Context
from notifications.domain.feed import Numbered


async def keep_for_feed(event: CloudEvent, at: Context) -> None:
    """Give it the next number."""
    body = event.model_dump_json(exclude_none=True).encode()
    await at.feed.add(Numbered(await at.feed.head() + 1, body), at.now())
