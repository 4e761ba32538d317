"""The scalar kinds that messages are made of, each with its bound, so that no message carries an unbounded value."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, PlainSerializer, WithJsonSchema

MAX_REVISION = 2**63 - 1
# [0-9], not \d: that takes the digits of every script, which Decimal reads too and no other reader does.
_AMOUNT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_MEASURE = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?")
# One search a text, in C: looked at letter by letter, texts were a quarter of what reading an event costs.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CONTROL_OR_BREAK = re.compile(r"[\x00-\x1f\x7f]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)


def _no_control_characters(text: str) -> str:
    """Refuse NUL and its kin: they break terminals, logs and several stores. Line breaks and tabs may stay."""
    if _CONTROL.search(text):
        raise ValueError("must not contain control characters")
    return text


def _one_line(text: str) -> str:
    if _CONTROL_OR_BREAK.search(text):
        raise ValueError("must be one line without control characters")
    return text


def _parse_amount(value: object) -> Decimal:
    """Read money: a decimal string with at most 15 digits before and 6 after the point. No floats, no exponents."""
    return _parse_decimal(value, _AMOUNT, 6)


def _parse_measure(value: object) -> Decimal:
    """Read a quantity, a rate or the price of one unit, which may need more places than money has."""
    return _parse_decimal(value, _MEASURE, 12)


def _parse_decimal(value: object, pattern: re.Pattern[str], places: int) -> Decimal:
    if isinstance(value, Decimal):
        value = format(value, "f")
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError(
            f'must be a decimal string such as "121.00", at most 15 digits before and {places} after the point'
        )
    return Decimal(value)


def _real_day(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise ValueError("must be a date as YYYY-MM-DD")
    date.fromisoformat(text)
    return text


def _rfc3339(value: object) -> object:
    """Let through RFC 3339 text and our own datetimes; pydantic alone would take seconds since the epoch too."""
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        return value
    if isinstance(value, datetime):
        return value
    raise ValueError("must be a time as 2026-11-22T10:00:00Z, with its offset")


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("must be a time between the years 1 and 9999 in UTC") from error


Text = Annotated[str, Field(max_length=10_000), AfterValidator(_no_control_characters)]
Line = Annotated[str, Field(max_length=500), AfterValidator(_one_line)]
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_one_line)]
Key = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_one_line)]
"""An identifier that somebody else chose: any characters but control ones."""
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,30}$")]
TenantName = Slug
PortalName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,30}/[a-z][a-z0-9-]{1,30}$")]
"""A portal's public name: `<tenant>/<slug>`."""
ModuleName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")]
FieldName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,63}$")]
Role = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,30}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Email = Annotated[
    str,
    Field(
        max_length=254, pattern=r"^[^@\s\x00-\x1f\x7f<>,;:\"()\[\]\\]{1,64}@[^@\s\x00-\x1f\x7f<>,;:\"()\[\]\\]{1,189}$"
    ),
]
Password = Annotated[str, Field(min_length=8, max_length=128)]
AnyPassword = Annotated[str, Field(min_length=1, max_length=128)]
"""A password as somebody claims it: no rules but a bound, so that sign-in tells nothing about them."""
Token = Annotated[str, Field(min_length=1, max_length=512, pattern=r"^[A-Za-z0-9._-]+$")]
Identifier = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
"""An identifier that Portico made: URL-safe."""
Revision = Annotated[int, Field(strict=True, ge=0, le=MAX_REVISION)]
Day = Annotated[str, AfterValidator(_real_day), WithJsonSchema({"type": "string", "format": "date"})]
Instant = Annotated[AwareDatetime, BeforeValidator(_rfc3339), AfterValidator(_in_utc)]
"""A moment: RFC 3339 with an offset, kept and written in UTC."""
Amount = Annotated[
    Decimal,
    BeforeValidator(_parse_amount),
    PlainSerializer(lambda amount: format(amount, "f"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": rf"^{_AMOUNT.pattern}$"}),
]
"""Money: a decimal string; the currency stands beside it."""
Measure = Annotated[
    Decimal,
    BeforeValidator(_parse_measure),
    PlainSerializer(lambda measure: format(measure, "f"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": rf"^{_MEASURE.pattern}$"}),
]
"""A quantity, a rate or the price of one unit: a decimal string with more places than money has."""
