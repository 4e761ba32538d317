"""What a mail server can say, and how long to wait before asking again."""

from datetime import timedelta
from typing import Final

FIRST_PAUSE: Final = timedelta(seconds=5)
LONGEST_PAUSE: Final = timedelta(minutes=10)


class NotNow(Exception):  # noqa: N818  an expected answer
    """It may work later: a temporary refusal, or nobody answers. `reason` is short and holds no personal data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Never(Exception):  # noqa: N818  an expected answer
    """It will not work, however often it is tried. `reason` is e.g. `smtp-550`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def pause_after(tries: int) -> timedelta:
    """Give the time to wait after so many tries, at least one: 5 s, doubled each time, 10 min at most."""
    doublings = min(tries - 1, 10)  # more would only overflow what is cut off anyway
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
