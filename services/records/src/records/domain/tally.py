"""How many there are and what they come to, currency by currency: exact, and only what can be vouched for."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final

COUNTED: Final = 1_000
"""Beyond so many nobody is told how many more."""
_EXACT: Final = Context(prec=60)
"""Thousands of amounts of 34 digits, which is what the database holds, add up within this."""


@dataclass(frozen=True, slots=True)
class Priced:
    """What one record comes to; None where it says nothing."""

    currency: str | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Tally:
    """A count, as text with a plus where there may be more, and the sums by currency; None where not all were seen."""

    count: int | str
    sums: tuple[tuple[str | None, Decimal], ...] | None


def tally(found: Iterable[Priced], *, whole: bool) -> Tally:
    """Count and add up. What says no amount counts and adds nothing; currencies go by name, none at all last."""
    count, sums = 0, dict[str | None, Decimal]()
    for one in found:
        count += 1
        if one.amount is not None and one.amount.is_finite():
            sums[one.currency] = _EXACT.add(sums.get(one.currency, Decimal(0)), one.amount)
    if not whole:
        return Tally(f"{min(count, COUNTED)}+", None)
    by_name = sorted(sums.items(), key=lambda item: (item[0] is None, item[0] or ""))
    return Tally(count if count <= COUNTED else f"{COUNTED}+", tuple(by_name))
