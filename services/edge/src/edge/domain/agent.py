"""What somebody calls from, in a few words that people recognise: of a fixed set, so that nothing else is kept."""

from functools import lru_cache
from typing import Final

BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("python", "Python"),
)
"""In this order: most browsers name the older ones too."""
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
MAX_READ: Final = 400
KEPT_AGENTS: Final = 1_000


def agent_of(user_agent: str) -> str:
    """Give e.g. `Firefox, Windows`; the half that is not known is left out, "" where neither is."""
    return _read(user_agent[:MAX_READ])


@lru_cache(KEPT_AGENTS)
def _read(user_agent: str) -> str:
    said = user_agent.lower()
    found = (next((name for sign, name in signs if sign.lower() in said), "") for signs in (BROWSERS, SYSTEMS))
    return ", ".join(name for name in found if name)
