"""Follows what customers did: the feed of `GET /backoffice/v1/feed`, read in order from a bookmark on, and for ever."""

import asyncio
from collections.abc import AsyncIterator
from http import HTTPStatus
from types import TracebackType
from typing import Final, Self

from pydantic import ValidationError

from backoffice.bookmark import Bookmark
from backoffice.http import EdgeSession
from backoffice.problems import BackofficeError, FeedForgottenError
from backoffice.waiting import OnPause, until_taken
from contracts.envelope import CloudEvent
from contracts.notifications.feed import BEGINNING, FeedPage

PATH: Final = "/backoffice/v1/feed"
PAGE: Final = 100
IDLE_SECONDS: Final = 1.0
"""Between looks at a feed that has nothing new."""
GIVE_UP_AFTER: Final = 300.0


class Follower:
    """Reads a tenant's feed with an API key (scope `events`). Use it as an async context.

    An event is done when the next one is asked for: the bookmark moves then. Whoever is killed in between gets the
    event again, with the same `id`; so do what it asks in a way that may be repeated.
    """

    def __init__(
        self,
        edge_url: str,
        api_key: str,
        bookmark: Bookmark,
        *,
        idle: float = IDLE_SECONDS,
        give_up_after: float = GIVE_UP_AFTER,
        on_pause: OnPause | None = None,
    ) -> None:
        self._edge, self._bookmark = EdgeSession(edge_url, api_key), bookmark
        self._idle, self._give_up_after, self._on_pause = idle, give_up_after, on_pause

    async def __aenter__(self) -> Self:
        """Nothing is opened before something is asked."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the connection."""
        await self._edge.close()

    async def events(self, *, to_the_end: bool = False) -> AsyncIterator[CloudEvent]:
        """Give each event in its order; `to_the_end` stops where there is nothing new, else it waits for more.

        Raises UnreachableError when Portico stays away, DoorClosedError when it lets nobody in, FeedForgottenError
        where the bookmark is older than what is kept.
        """
        after = self._bookmark.load() or BEGINNING
        while True:
            page = await self.page(after)
            for event in page.items:
                yield event
                after = str(int(after) + 1)
                self._bookmark.save(after)
            if not page.more:
                if to_the_end:
                    return
                await asyncio.sleep(self._idle)

    async def page(self, after: str) -> FeedPage:
        """Read what follows one place, asking again while Portico is away."""
        return await until_taken(lambda: self._read(after), self._give_up_after, self._on_pause)

    async def _read(self, after: str) -> FeedPage:
        answer = await self._edge.ask("GET", f"{PATH}?after={after}&limit={PAGE}")
        if answer.status == HTTPStatus.GONE:
            raise FeedForgottenError(
                f"what followed {after} is not kept any more: compare what you hold with Portico's, then begin anew"
            )
        if answer.status != HTTPStatus.OK:
            raise answer.refused()
        try:
            return FeedPage.model_validate_json(answer.body)
        except ValidationError as error:
            raise BackofficeError("what answers there is not Portico: its 200 has another shape") from error
