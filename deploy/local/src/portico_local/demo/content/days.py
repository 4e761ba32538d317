"""Days as an office counts them."""

from datetime import date, timedelta

SATURDAY = 5


def working_day(day: date) -> date:
    """The same day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def after(day: date, days: int) -> date:
    """The working day at or just before so many days later (or, with fewer than none, earlier)."""
    return working_day(day + timedelta(days=days))
