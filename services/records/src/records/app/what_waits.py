"""Counts and adds up what waits for a caller in a module: of the very records that their lists show."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from policy import Condition, Projector, Waits, narrowed_by, only, waits_in
from records.app.context import Context
from records.app.looking import Look
from records.domain.tally import Priced, Tally, tally
from records.ports import Order, Row, Wanted

EXAMINED: Final = 5_000
"""Records that may be gone through for one count; where there are more, it says "at least" and adds nothing up."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one action, how much of it is overdue and what that is a matter of, and when the next is due.

    The last three are None where the due date may not be read, `next_due` also where none is due, or not all were seen.
    """

    waits: Waits
    all: Tally
    overdue: Tally | None
    late: Condition | None
    next_due: str | None


async def what_waits(looking: Look, at: Context) -> list[Waiting]:
    """Give what waits in the module, by action."""
    return [await _count(waits, looking, at) for waits in waits_in(looking.module)]


async def _count(waits: Waits, looking: Look, at: Context) -> Waiting:
    narrowed = looking.narrowed(narrowed_by(looking.module, waits.conditions))
    counted = narrowed.narrowed(only(narrowed.module, waits.fields) or narrowed.module)
    rows, whole = await _rows(waits, counted, at)
    found = list(map(Projector(counted.module).project, counted.allowed(rows)))
    today = looking.viewer.today.isoformat()
    all_of_them = tally((_priced(one, waits) for one in found), whole=whole)
    if not waits.due:
        return Waiting(waits, all_of_them, None, None, None)
    dated = [(str(one["due_on"]), one) for one in found if isinstance(one["due_on"], str) and one["due_on"]]
    return Waiting(
        waits,
        all_of_them,
        tally((_priced(one, waits) for day, one in dated if day < today), whole=whole),
        Condition("due_on", "date", "lt", (today,)),
        min((day for day, _ in dated if day >= today), default=None) if whole else None,
    )


async def _rows(waits: Waits, looking: Look, at: Context) -> tuple[list[Row], bool]:
    """Give what meets the conditions among the first keys of an index, and whether those were all there are."""
    wanted = Wanted(looking.query(), looking.fields(), by_status=bool(waits.statuses), statuses=waits.statuses)
    order = Order("due_on" if waits.due else "issued_on") if waits.statuses else Order("record_id")
    until = await at.records.edge(wanted, order, None, EXAMINED)
    return await at.records.page(wanted, order, None, EXAMINED, until), until is None


def _priced(shown: dict[str, object], waits: Waits) -> Priced:
    if waits.amount is None:
        return Priced(None, None)
    currency, amount = shown["currency"], shown[waits.amount]
    return Priced(currency if isinstance(currency, str) else None, amount if isinstance(amount, Decimal) else None)


def as_asked(conditions: tuple[Condition, ...]) -> dict[str, dict[str, str]]:
    """Give conditions as a list is asked for them: values as text by operator by field."""
    asked: dict[str, dict[str, str]] = {}
    for one in conditions:
        asked.setdefault(one.field, {})[one.op] = ",".join(str(operand) for operand in one.operands)
    return asked
