"""What a profile can be chosen from, in the reader's words: languages, time zones by region, countries, formats."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import lru_cache
from typing import Final, get_args
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

from contracts.identity.invitations import DateFormat, TimeFormat
from edge.web.catalogues import LANGUAGES, later, spoken
from edge.web.dates import write_day
from edge.web.formats import TIMES
from edge.web.language import own_name

Choice = tuple[str, str]
"""What is sent, what is read."""
Groups = tuple[tuple[str, tuple[Choice, ...]], ...]
REGIONS: Final = {
    "Africa": later("Africa"), "America": later("America"), "Antarctica": later("Antarctica"),
    "Arctic": later("Arctic"), "Asia": later("Asia"), "Atlantic": later("Atlantic"),
    "Australia": later("Australia"), "Europe": later("Europe"), "Indian": later("Indian Ocean"),
    "Pacific": later("Pacific"),
}  # fmt: skip
NO_COUNTRIES: Final = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
"""What CLDR names beside countries: parts of some, unions, what only tests use."""
WRITTEN: Final = {"pt": "pt_PT"}
"""Languages whose names differ by country, and whose ours is."""
NOT_SAID: Final = "—"
SHOWN_DAY, SHOWN_TIME = date(2030, 1, 31), time(14, 30)
"""A day by which every pattern can be told from every other, and a time that tells 12 hours from 24."""


def of_profile(language: str, known: Iterable[str], filled: Mapping[str, str | None]) -> dict[str, object]:
    """Give all that a profile is chosen from; `filled` is what it is now, which stays to choose whatever it is."""
    zone = current_zone(filled.get("time_zone") or "UTC")
    grouped = zones(language)
    return {
        "languages": languages(known, filled.get("language") or ""),
        "zones": grouped,
        "zone": zone,
        "zone_known": any(zone == each for _, places in grouped for each, _ in places),
        "date_formats": date_formats(),
        "time_formats": time_formats(),
        "countries": [("", NOT_SAID), *countries(language)],
    }


def languages(known: Iterable[str], current: str = "") -> list[Choice]:
    """Give the languages that a portal speaks, and the one that somebody has already."""
    offered = spoken(known)
    also = [current] if current in LANGUAGES and current not in offered else []
    return [(each, own_name(each)) for each in [*offered, *also]]


@lru_cache(maxsize=len(LANGUAGES))
def countries(language: str) -> tuple[Choice, ...]:
    """Give every country by its name."""
    named = _locale(language).territories
    found = [(code, name) for code, name in named.items() if len(code) == 2 and code.isalpha()]
    return tuple(sorted((each for each in found if each[0] not in NO_COUNTRIES), key=_by_name))


@lru_cache(maxsize=len(LANGUAGES))
def zones(language: str) -> Groups:
    """Give the time zones of places, by region; regions are sentences of the catalogue."""
    known, locale = available_timezones(), _locale(language)
    found: dict[str, list[Choice]] = {}
    for zone in get_global("zone_territories"):
        region = zone.partition("/")[0]
        if zone in known and region in REGIONS:
            found.setdefault(region, []).append((zone, get_timezone_location(zone, locale=locale, return_city=True)))
    return tuple((REGIONS[region], tuple(sorted(places, key=_by_name))) for region, places in sorted(found.items()))


def current_zone(zone: str) -> str:
    """Give the name that a time zone has among those to choose from; older names stand for the same place."""
    return str(get_global("zone_aliases").get(zone, zone))


def date_formats() -> list[Choice]:
    """Give the patterns, each as the same day is written by it."""
    return [(pattern, write_day(SHOWN_DAY, pattern)) for pattern in get_args(DateFormat)]


def time_formats() -> list[Choice]:
    """Give the ways to write a time, each as an afternoon's."""
    return [(name, SHOWN_TIME.strftime(TIMES[name]).lstrip("0")) for name in get_args(TimeFormat)]


def _locale(language: str) -> Locale:
    return Locale.parse(WRITTEN.get(language, language))


def _by_name(choice: Choice) -> str:
    """Sort as people look: accents do not count."""
    return unicodedata.normalize("NFKD", choice[1]).encode("ascii", "ignore").decode().casefold() or choice[1]
