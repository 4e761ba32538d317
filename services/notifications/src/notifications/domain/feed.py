"""The feed of a tenant: events with numbers that leave none out, so that whoever reads knows whether one is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from notifications.domain.refusal import FeedAhead, FeedForgotten

MAX_PAGE_BYTES: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Numbered:
    """An event as it was said, in JSON, and its number: one more than that of the event before it."""

    n: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of a feed: the events, the place behind them, and whether there are more."""

    events: tuple[Numbered, ...]
    after: int
    more: bool


def stretch(after: int, found: Sequence[Numbered], head: int) -> Stretch:
    """Give what fits on a page of `found`, the next events behind `after`; `head` was the newest one's number before.

    Raises FeedForgotten where the next event is not kept any more, FeedAhead where the feed never came so far.
    """
    if after > head:
        raise FeedAhead(f"The newest event is {head}.")
    if after < head and (not found or found[0].n > after + 1):
        oldest = found[0].n - 1 if found else head
        raise FeedForgotten(f"Events are kept for a while only: go on after {oldest}, and compare what you hold.")
    page: list[Numbered] = []
    size = 0
    for event in found:
        size += len(event.body)
        if page and size > MAX_PAGE_BYTES:
            break
        page.append(event)
    place = page[-1].n if page else after
    return Stretch(tuple(page), place, place < head)
