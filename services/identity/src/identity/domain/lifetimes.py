"""How long things hold."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """`grace` is how long the refresh token before the current one still gets the current one."""

    access: timedelta
    view: timedelta
    """A token that staff look through a user's eyes with."""
    session: timedelta
    idle: timedelta
    grace: timedelta
    invitation: timedelta
    activation: timedelta
    reset: timedelta
