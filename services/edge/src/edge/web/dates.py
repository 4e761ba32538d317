"""Writes days the way somebody reads them: the few Unicode TR 35 patterns that portals may name."""

import re
from datetime import date
from typing import Final

_PART: Final = re.compile(r"yyyy|MM?|dd?")


def write_day(day: date, pattern: str) -> str:
    """Write a day by a pattern such as `dd.MM.yyyy`."""
    parts = {
        "yyyy": f"{day.year:04}",
        "MM": f"{day.month:02}",
        "M": str(day.month),
        "dd": f"{day.day:02}",
        "d": str(day.day),
    }
    return _PART.sub(lambda found: parts[found[0]], pattern)
