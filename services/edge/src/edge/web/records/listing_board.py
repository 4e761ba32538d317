"""A list as a board: a lane per status, each with its first records and a way to all of them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from edge.domain.list_address import MAX_ROWS, ONE_OF, ListAddress
from edge.web.records.listing_filters import STATUS
from edge.web.records.values import Shown, Values

Json = Mapping[str, Any]
Page = Mapping[str, Any]
Fetch = Callable[[ListAddress, int], Awaitable[Page]]
"""Asks for the first records of an address, at most so many."""
IN_LANE: Final = 10
MAX_LANES: Final = 8
"""Lanes that are asked for one by one; a board with more of them is none."""
AT_ONCE: Final = 4
"""Lanes that are asked for at the same time."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One status with its first records. `count` is None where only more than those is known; `all` leads to them."""

    shown: Shown
    records: Sequence[Json]
    count: int | None
    all: ListAddress


def has_board(values: Values) -> bool:
    """Tell whether a module can be a board: its statuses are known, and may be read."""
    return values.has(STATUS) and 0 < len(values.statuses) <= MAX_LANES


async def lanes(values: Values, address: ListAddress, fetch: Fetch) -> tuple[list[Lane], Page]:
    """Give the lanes that hold something, and the answer that says how fresh they are.

    One call where its page holds everything; else one for each lane. Raises what `fetch` raises.
    """
    page = await fetch(address, MAX_ROWS)
    if page["next_cursor"] is None:
        return _parted(values, address, page["items"]), page
    return [lane for lane in await _asked(values, address, fetch) if lane.records], page


def _parted(values: Values, address: ListAddress, records: Sequence[Json]) -> list[Lane]:
    by_status: dict[Any, list[Json]] = {value: [] for value in values.statuses}
    for record in records:
        by_status.setdefault(record.get(STATUS), []).append(record)
    return [
        Lane(_shown(values, value), found[:IN_LANE], len(found), _narrowed(address, value))
        for value, found in by_status.items()
        if found
    ]


async def _asked(values: Values, address: ListAddress, fetch: Fetch) -> list[Lane]:
    chosen = address.chosen(STATUS)
    wanted: list[str | None] = [value for value in values.statuses if not chosen or value in chosen]
    places = asyncio.Semaphore(AT_ONCE)

    async def lane(value: str | None) -> Lane:
        narrowed = _narrowed(address, value)
        async with places:
            page = await fetch(narrowed, IN_LANE)
        count = len(page["items"]) if page["next_cursor"] is None else None
        return Lane(_shown(values, value), page["items"], count, narrowed)

    return list(await asyncio.gather(*(lane(value) for value in [*wanted, *([] if chosen else [None])])))


def _narrowed(address: ListAddress, value: object) -> ListAddress:
    """Give the list of one lane; None are the records without a status."""
    if value is None:
        return address.where(STATUS, "exists", "false")
    return address.where(STATUS, ONE_OF, str(value))


def _shown(values: Values, value: object) -> Shown:
    return values.status(value)
