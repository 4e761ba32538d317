"""The system's clock."""

from datetime import UTC, datetime


class SystemClock:
    """Whole milliseconds: what the database keeps, so that what is written equals what is read."""

    def now(self) -> datetime:
        """Give the time in UTC."""
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)
