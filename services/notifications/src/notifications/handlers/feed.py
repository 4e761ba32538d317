"""Doors of the feed: every public event goes in, backoffices and staff read it."""

from typing import Final

from chassis.call_router import CallRouter
from chassis.event_router import EventRouter
from contracts.catalogue import PUBLIC
from contracts.envelope import CloudEvent
from contracts.notifications.feed import FeedPage, ShowFeed
from contracts.principal import Principal
from notifications.app.context import Context
from notifications.app.keep_for_feed import keep_for_feed
from notifications.app.show_feed import show_feed

router: Final[EventRouter[Context]] = EventRouter("notifications.feed", in_turn=True)
calls: Final[CallRouter[Context]] = CallRouter()


@router.on_each(PUBLIC)
async def on_public_event(event: CloudEvent, at: Context) -> None:
    """Number it and keep it."""
    await keep_for_feed(event, at)


@calls.call(ShowFeed)
async def on_show_feed(request: ShowFeed, _who: Principal, at: Context) -> FeedPage:
    """Show what follows a place in the feed."""
    return await show_feed(request, at)
