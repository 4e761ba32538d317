"""Tells which records a caller may see now: the same two answers that lists ask for, the database's and the rules'."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from contracts.principal import Principal
from contracts.records.watching import CheckVisible, RecordStanding, StillVisible
from policy import only
from records.app.context import Context
from records.app.looking import Look, looks
from records.domain.sort_keys import CAME_IN, sort_key
from records.ports import Order, Position, Wanted

EXAMINED: Final = 2_000
"""Records of one module that are gone through for one that shows."""
AT_ONCE: Final = 20
NEWEST_FIRST: Final = Order(CAME_IN, descending=True)


async def check_visible(request: CheckVisible, who: Principal, at: Context) -> StillVisible:
    """Give those that show, and the modules in which something newer does. Raises NoPortal."""
    found = {one.module.module: _barely(one) for one in await looks(who, at)}
    asked: dict[str, list[str]] = {}
    for each in request.records:
        asked.setdefault(each.module, []).append(each.id)
    standing = [await _standing(found[module], ids, at) for module, ids in asked.items() if module in found]
    since = {each.module: each.since for each in request.modules if each.module in found}
    newer = [module for module, moment in since.items() if await _is_newer(found[module], moment, at)]
    return StillVisible(
        records=tuple(one for some in standing for one in some),
        newer=tuple(newer),
        reach={module: one.module.scope for module, one in found.items()},
    )


def _barely(looking: Look) -> Look:
    """Look at what is always there: nothing else of a record is needed to tell that it shows."""
    return looking.narrowed(only(looking.module, ("record_id",)) or looking.module)


async def _standing(looking: Look, ids: Sequence[str], at: Context) -> list[RecordStanding]:
    rows = await at.records.some(dict.fromkeys(ids), Wanted(looking.query(), looking.fields()))
    module = looking.module.module
    allowed = looking.allowed(rows)
    return [RecordStanding(module=module, id=row["_id"], revision=row["revision"]) for row in allowed]


async def _is_newer(looking: Look, since: datetime, at: Context) -> bool:
    wanted = Wanted(looking.query(), looking.fields())
    begin = Position(sort_key(since), "")
    edge = await at.records.edge(wanted, NEWEST_FIRST, None, EXAMINED)
    until = begin if edge is None or edge.key < begin.key else edge
    rows = await at.records.page(wanted, NEWEST_FIRST, None, AT_ONCE, until)
    return bool(looking.allowed(rows))
