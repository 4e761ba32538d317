"""What came in lately in a module: the newest revisions of the records that a caller's lists show."""

from datetime import datetime, timedelta
from typing import Final

from policy import only
from records.app.context import Context
from records.app.looking import BRIEFLY, Look, Shown, shown
from records.domain.sort_keys import CAME_IN, sort_key
from records.ports import Order, Position, Row, Wanted

LATELY: Final = timedelta(days=30)
SHOWN: Final = 5
EXAMINED: Final = 500
"""Records that may be gone through for these few."""
NEWEST_FIRST: Final = Order(CAME_IN, descending=True)


async def what_is_new(looking: Look, at: Context) -> list[tuple[datetime, Shown]]:
    """Give when each of the newest came in, and what of it may be read; newest first."""
    readable = [name for name in BRIEFLY if name in looking.module.readable]
    briefly = looking.narrowed(only(looking.module, readable) or looking.module)
    wanted = Wanted(briefly.query(), {**briefly.fields(), "received_at": 1})
    # Without a filter of the portal's own hardly a key is passed over: no need to look where so many end.
    edge = await at.records.edge(wanted, NEWEST_FIRST, None, EXAMINED) if looking.module.filter else None
    begin = Position(sort_key(looking.now - LATELY), "")
    until = begin if edge is None or edge.key < begin.key else edge
    rows = await at.records.page(wanted, NEWEST_FIRST, None, SHOWN, until)
    found = briefly.allowed(rows)
    return list(zip(map(_came_in, found), await shown(found, briefly, looking, at), strict=True))


def _came_in(row: Row) -> datetime:
    moment: datetime = row["received_at"]
    return moment
