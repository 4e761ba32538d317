"""The wall clock."""

from datetime import UTC, datetime


def now() -> datetime:
    """Give now in UTC, in whole milliseconds: as precise as the database keeps it."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
