"""The way back to a backoffice: every public event of a tenant, numbered in the order it came in, to be read again."""

from typing import Annotated, Final

from pydantic import Field

from contracts.envelope import CloudEvent
from contracts.message import Message, Request, Who

MAX_EVENTS: Final = 500
BEGINNING: Final = "0"
Place = Annotated[str, Field(pattern=r"^[0-9]{1,15}$")]


class FeedPage(Message):
    """Events, oldest first. `next_after` is where to go on: behind the last of them, or where one was.

    Places are numbers that leave none out: each event moves on by one. `more` says that there are others already.
    """

    items: tuple[CloudEvent, ...]
    next_after: Annotated[Place, Field(description="`after` of the next page")]
    more: bool = False


class ShowFeed(
    Request[FeedPage],
    name="notifications.show-feed.v1",
    effect="read",
    who=frozenset({Who.STAFF, Who.SYSTEM}),
    roles=frozenset({"owner", "support"}),
    scope="events",
):
    """Read what customers did, from one place on. The same place gives the same events for as long as they are kept."""

    after: Annotated[Place, Field(description="`next_after` of the page before; 0 is before the oldest")] = BEGINNING
    limit: Annotated[int, Field(ge=1, le=MAX_EVENTS)] = 100
