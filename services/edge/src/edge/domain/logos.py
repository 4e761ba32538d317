"""Which logos are served from here: those that are named by what they are."""

import re
from collections.abc import Mapping
from typing import Any, Final

OURS: Final = re.compile(r"logo_[A-Za-z0-9_-]{43}")


def is_ours(logo: str) -> bool:
    """Tell whether a name can be that of a logo that is kept here."""
    return OURS.fullmatch(logo) is not None


def logo_of(look: Mapping[str, Any]) -> str:
    """Give the logo that a portal's look names, "" where it names none that is kept here."""
    named = str(look.get("logo") or "")
    return named if is_ours(named) else ""
