"""What notifications refuses: events that can never become a mail."""

from typing import ClassVar


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not an error
    """A rule said no. The event goes to the dead letters."""

    code: ClassVar[str]
    status: ClassVar[int]
    title: ClassVar[str]


class ForeignPortal(Refusal):
    """An event of one tenant names the portal of another."""

    code, status, title = "notifications.foreign-portal", 422, "The portal belongs to another tenant"


class FeedForgotten(Refusal):
    """The next event behind a place in the feed is not kept any more."""

    code, status, title = "notifications.feed-forgotten", 410, "What followed there is not kept any more"


class FeedAhead(Refusal):
    """A place in the feed that it has not come to."""

    code, status, title = "notifications.feed-ahead", 422, "This feed has not come so far: the place is another's"
