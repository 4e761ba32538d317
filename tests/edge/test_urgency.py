"""Overdue and closed: told by what may be read, never guessed."""

from datetime import date
from typing import Any

import pytest

from edge.domain.urgency import days_left, is_closed, is_overdue

TODAY = date(2026, 11, 23)
INVOICES = {
    "statuses": [
        {"value": "open", "closed": False, "tone": "info", "label": {}},
        {"value": "paid", "closed": True, "tone": "success", "label": {}},
    ]
}
PLAIN: dict[str, Any] = {"statuses": []}


@pytest.mark.parametrize(
    ("record", "module"),
    [
        ({"due_on": "2026-11-22", "status": "open", "balance": "0.01"}, INVOICES),
        ({"due_on": "2026-11-22", "status": "open", "balance": None}, INVOICES),
        ({"due_on": "2026-11-22", "status": "open"}, INVOICES),
        ({"due_on": "2025-11-22", "balance": "119.00"}, PLAIN),
        ({"due_on": "2026-11-22", "status": "strange", "balance": "119.00"}, INVOICES),
    ],
)
def test_what_is_known_to_be_open_is_overdue_from_the_day_after(record: dict[str, Any], module: Any) -> None:
    assert is_overdue(record, module, TODAY)
    assert not is_overdue({**record, "due_on": "2026-11-23"}, module, TODAY)
    assert not is_closed(record, module)


@pytest.mark.parametrize(
    ("record", "module"),
    [
        ({"due_on": "2026-11-22", "status": "paid", "balance": "119.00"}, INVOICES),
        ({"due_on": "2026-11-22", "status": "open", "balance": "0.00"}, INVOICES),
        ({"due_on": "2026-11-22", "status": "open", "balance": "-5"}, INVOICES),
        ({"due_on": "2026-11-22"}, INVOICES),
        ({"due_on": "2026-11-22", "status": "open"}, PLAIN),
        ({"due_on": "soon", "status": "open", "balance": "1"}, INVOICES),
        ({"due_on": None, "status": "open", "balance": "1"}, INVOICES),
        ({"status": "open", "balance": "NaN"}, INVOICES),
    ],
    ids=["paid", "nothing left", "credit", "nothing known", "status of no meaning", "no day", "null", "no number"],
)
def test_nothing_else_is_overdue(record: dict[str, Any], module: Any) -> None:
    assert not is_overdue(record, module, TODAY)


def test_closed_is_what_its_status_says_or_what_is_settled() -> None:
    assert is_closed({"status": "paid"}, INVOICES)
    assert is_closed({"status": "open", "balance": "0.00"}, INVOICES)
    assert not is_closed({"status": "open", "balance": "0.01"}, INVOICES)
    assert not is_closed({}, PLAIN)


def test_days_are_counted_to_the_due_day() -> None:
    assert [days_left({"due_on": day}, TODAY) for day in ("2026-11-23", "2026-12-01", "2026-08-03")] == [0, 8, -112]
    assert days_left({"due_on": None}, TODAY) is None
    assert days_left({}, TODAY) is None
