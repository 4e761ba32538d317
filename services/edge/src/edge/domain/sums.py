"""What the amounts of a document come to, in exact decimals: said only where they agree with the total that it states.

Amounts are decimal strings as records answers them; `total` of a line is net of tax (EN 16931, BT-131).
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation, localcontext
from typing import Any, Final

Json = Mapping[str, Any]
DIGITS: Final = 60
"""Of a sum: 2,000 lines of 15 digits before and 6 after the point are far from it."""
SIGNS: Final = {"allowance": -1, "charge": 1}


def net_of(record: Json) -> str | None:
    """Give what the lines come to, where with allowances, charges and taxes they make exactly the total."""
    lines = _amounts(record.get("lines"), "total")
    with localcontext() as exact:
        exact.prec = DIGITS
        total, net = _decimal(record.get("total")), _sum(lines)
        taxes = _sum(_amounts(record.get("taxes"), "amount"))
        adjusted = _sum(signed(each) for each in record.get("adjustments") or ())
        if not lines or total is None or net is None or taxes is None or adjusted is None:
            return None
        return format(net, "f") if net + adjusted + taxes == total else None


def settled_of(record: Json) -> str | None:
    """Give what is no longer open of the total; None where that is nothing, or not to be said."""
    total, balance = _decimal(record.get("total")), _decimal(record.get("balance"))
    if total is None or balance is None or not 0 <= balance < total:
        return None
    with localcontext() as exact:
        exact.prec = DIGITS
        return format(total - balance, "f")


def signed(adjustment: Json) -> Decimal | None:
    """Give an allowance or a charge with its sign; None for what is neither."""
    amount, sign = _decimal(adjustment.get("amount")), SIGNS.get(str(adjustment.get("kind")))
    return None if amount is None or sign is None else sign * amount


def _amounts(rows: Any, name: str) -> list[Decimal | None]:  # noqa: ANN401  whatever a record holds there
    return [_decimal(row.get(name)) for row in rows or ()]


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Give the sum; None where an amount is missing."""
    total = Decimal(0)
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def _decimal(text: object) -> Decimal | None:
    try:
        found = Decimal(text) if isinstance(text, str) else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() else None
