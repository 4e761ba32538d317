"""Who looks, and on which day: everything about a membership that a rule may ask for."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Viewer:
    """A live membership. `contact` is None where the backoffice has none for it; `today` is the portal's date."""

    tenant: str
    membership: str
    account: str
    contact: str | None
    today: date


def today_in(time_zone: str, now: datetime) -> date:
    """The date it is at `now` (aware) in a portal's time zone."""
    if now.tzinfo is None:
        raise ValueError("a moment needs its offset")
    return now.astimezone(ZoneInfo(time_zone)).date()
