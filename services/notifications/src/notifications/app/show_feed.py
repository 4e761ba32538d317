"""Shows a tenant's feed from one place on."""

from contracts.envelope import CloudEvent
from contracts.notifications.feed import FeedPage, ShowFeed
from notifications.app.context import Context
from notifications.domain.feed import stretch


async def show_feed(request: ShowFeed, at: Context) -> FeedPage:
    """Give the next events, oldest first. Raises FeedForgotten, FeedAhead.

    The head is read before the events: what comes in between is on the page and not taken for a gap.
    """
    after, head = int(request.after), await at.feed.head()
    page = stretch(after, await at.feed.after(after, request.limit), head)
    items = tuple(CloudEvent.model_validate_json(each.body) for each in page.events)
    return FeedPage(items=items, next_after=str(page.after), more=page.more)
