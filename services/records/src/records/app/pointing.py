"""What points to a record: others that name it among their related ones, each seen as it is seen by itself.

Both sides have to tell: the record's own page shows related records of that module, and that module reads which
records its own are related to. Otherwise the way back would tell what the way there does not.
"""

from collections.abc import Collection
from typing import Final, cast

from policy import Projector, only
from records.app.context import Context
from records.app.looking import OF_RELATED, Look, Shown
from records.app.outward import outward
from records.ports import Row

RELATED: Final = "related"
MOST: Final = 50
"""As many of them as are shown, the newest first."""
_NAMED: Final = ("id", "module", "record_id")


async def pointing_to(key: str, looking: Look, known: Collection[str], at: Context) -> list[Shown]:
    """Give those that point to the record with this public id, with title and status as far as they may be read.

    `known` are shown as related already: they, and the record itself, are left out.
    """
    readable = {there.module.module: _named(there) for there in _telling(looking)}
    if not readable:
        return []
    fields = {name: 1 for there in readable.values() for name in there.fields()}
    passing = [there.query() for there in readable.values()]
    found = await at.records.pointing(key, passing, fields, [*known, key], MOST)
    allowed = [row for row in found if readable[row["module"]].allows(row)]
    return [_shown(row, readable[row["module"]]) for row in allowed]


def _telling(looking: Look) -> list[Look]:
    """Look into each module that may tell of records of this one."""
    there = (looking.elsewhere(name) for name in looking.module.related)
    here = looking.module.module
    return [one for one in there if one and RELATED in one.module.readable and here in one.module.related]


def _named(there: Look) -> Look:
    names = [name for name in OF_RELATED if name in there.module.readable]
    return there.narrowed(only(there.module, names) or there.module)


def _shown(row: Row, there: Look) -> Shown:
    projected = Projector(there.module).project(row)
    names = (*_NAMED, *(name for name in OF_RELATED if name in projected))
    return cast("Shown", outward({name: projected[name] for name in names}))
