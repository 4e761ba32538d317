"""How pressing a record is, told by what its reader may read of it and by nothing else.

A record and its module are as records answers them: `{status, due_on, balance, …}` and `{statuses: [{value, closed}]}`.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

Json = Mapping[str, Any]


def is_closed(record: Json, module: Json) -> bool:
    """Tell whether nothing waits for anybody any more: the status says so, or nothing is left of the balance."""
    return _said_closed(record, module) is True or _left(record) == 0


def is_overdue(record: Json, module: Json, today: date) -> bool:
    """Tell whether the due day has passed, of what is known to be open: by its status, or by what is left to pay."""
    if is_closed(record, module) or (days := days_left(record, today)) is None or days >= 0:
        return False
    left = _left(record)
    return left > 0 if left is not None else _said_closed(record, module) is False


def days_left(record: Json, today: date) -> int | None:
    """Give the days until the record is due, negative once that has passed; None where it names no day."""
    try:
        return (date.fromisoformat(record.get("due_on") or "") - today).days
    except (ValueError, TypeError):
        return None


def _said_closed(record: Json, module: Json) -> bool | None:
    """Give what the status says, None where it is none of the module's or may not be read."""
    status = record.get("status")
    return next((bool(one["closed"]) for one in module.get("statuses", ()) if one["value"] == status), None)


def _left(record: Json) -> Decimal | None:
    try:
        found = Decimal(record.get("balance") or "x")
    except (InvalidOperation, TypeError, ValueError):
        return None
    return found if found.is_finite() else None
