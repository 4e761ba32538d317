"""Counts what is being done in a module, stage by stage: as the lists that a caller asks for count.

Like a list's total it is the database's count of the policy's filter; no row is looked at a second time.
"""

from typing import Final

from policy import Condition, fields_of, narrowed_by, stages_in
from records.app.asking import INDEXED
from records.app.context import Context
from records.app.looking import Look
from records.ports import Order, Wanted

EXAMINED: Final = 1_000
"""Records that may be gone through for one module's counts; where there are more, each says "at least"."""
OLDEST_FIRST: Final = Order("issued_on")


async def what_goes_on(looking: Look, at: Context) -> list[tuple[str, int | str]]:
    """Give each status that something stands at, in the module's order, and how many do."""
    statuses = stages_in(looking.module)
    if not statuses:
        return []
    asked = (Condition("status", "choice", "in", statuses),)
    narrowed = looking.narrowed(narrowed_by(looking.module, asked))
    wanted = Wanted(narrowed.query(), {}, by_status=True, statuses=statuses)
    filtered = fields_of(narrowed.module.filter) if narrowed.module.filter else frozenset[str]()
    until = None if filtered <= INDEXED else await at.records.edge(wanted, OLDEST_FIRST, None, EXAMINED)
    found = await at.records.stages(wanted, OLDEST_FIRST, EXAMINED + 1, until)
    whole = until is None and sum(found.values()) <= EXAMINED
    return [(status, found[status] if whole else f"{found[status]}+") for status in statuses if found.get(status)]
