"""How somebody reads dates, numbers and money: by their profile, as their language and country write them (CLDR)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_timedelta, get_month_names
from babel.numbers import format_currency, format_decimal

from edge.web.dates import write_day

REMEMBERED: Final = 20_000
DIGITS: Final = 28
"""More than that no bank writes, and the decimal module does not keep."""
TIMES: Final = {"24h": "%H:%M", "12h": "%I:%M %p"}


class Formats:
    """One reader's. `date_format` is a pattern of `edge.web.dates`; times are told in `time_zone`."""

    def __init__(self, language: str, country: str | None, zone: str, date_format: str, time_format: str) -> None:
        self.language, self.locale = language, _locale(language, country or "")
        self.zone, self.date_format, self.time_format = _zone(zone), date_format, time_format

    @classmethod
    def of(cls, profile: Mapping[str, str | None]) -> "Formats":
        """Make them from a profile as identity tells it."""
        return cls(
            profile.get("language") or "en",
            profile.get("country"),
            profile.get("time_zone") or "UTC",
            profile.get("date_format") or "yyyy-MM-dd",
            profile.get("time_format") or "24h",
        )

    def day(self, value: str | date) -> str:
        """Write a day; what is none stays as it came."""
        found = value if isinstance(value, date) else _day(value)
        return write_day(found, self.date_format) if found is not None else str(value)

    def moment(self, value: str | datetime) -> str:
        """Write day and time."""
        found = self._here(value)
        return f"{self.day(found.date())}, {self.time(found)}" if found is not None else str(value)

    def time(self, value: datetime) -> str:
        """Write the time of a moment that is already here."""
        return value.strftime(TIMES.get(self.time_format, TIMES["24h"])).lstrip(
            "0" if self.time_format == "12h" else ""
        )

    def ago(self, value: str | datetime, now: datetime | None = None) -> str:
        """Write how long ago something was: `5 minutes ago`."""
        found = self._here(value)
        if found is None:
            return str(value)
        passed = max(timedelta(seconds=1), (now or datetime.now(UTC)) - found)
        return str(format_timedelta(-passed, locale=self.locale, add_direction=True))

    def until(self, day: date, today: date) -> str:
        """Write how far off a day is: `in 8 days`; weeks and months once there are five of them."""
        away = day - today
        return str(format_timedelta(away, granularity="day", threshold=5, locale=self.locale, add_direction=True))

    def today(self, now: datetime | None = None) -> date:
        """Give the day it is here."""
        return (now or datetime.now(UTC)).astimezone(self.zone).date()

    def month(self, day: date) -> str:
        """Write month and year."""
        return f"{get_month_names('wide', locale=self.locale, context='stand-alone')[day.month]} {day.year}"

    def number(self, value: object) -> str:
        """Write a number with all its digits; what is none stays as it came."""
        return _number(str(value), str(self.locale))

    def money(self, amount: object, currency: str | None) -> str:
        """Write an amount; without a currency it is a number."""
        return _money(str(amount), currency, str(self.locale)) if currency else self.number(amount)

    def _here(self, value: str | datetime) -> datetime | None:
        found = value if isinstance(value, datetime) else _moment(value)
        if found is None:
            return None
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(self.zone)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except (ValueError, TypeError):
        return None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except (ValueError, TypeError):
        return None


@lru_cache(maxsize=REMEMBERED)
def _money(amount: str, currency: str, locale: str) -> str:
    number = _decimal(amount)
    if number is None:
        return f"{amount} {currency}"
    return str(format_currency(number, currency, locale=locale, decimal_quantization=False))


@lru_cache(maxsize=REMEMBERED)
def _number(amount: str, locale: str) -> str:
    number = _decimal(amount)
    return amount if number is None else str(format_decimal(number, locale=locale, decimal_quantization=False))


def _decimal(text: str) -> Decimal | None:
    """Read a number that fits a line; longer ones are shown as they came."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return (
        number if number.is_finite() and number.adjusted() < DIGITS and len(number.as_tuple().digits) < DIGITS else None
    )


@lru_cache(maxsize=1_000)
def _locale(language: str, country: str) -> Locale:
    for name in (f"{language}_{country.upper()}", language):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


@lru_cache(maxsize=1_000)
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
