"""Values are read strictly, and read and stored values have the same idea of a type."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from policy import FIELD_TYPES, FieldType, Mistyped, read_value, today_in
from policy.value import instant, stored_value

GOOD: list[tuple[FieldType, object, object]] = [
    ("string", "a", "a"),
    ("text", "a\nb", "a\nb"),
    ("choice", "open", "open"),
    ("number", 1, Decimal(1)),
    ("number", 0.1, Decimal("0.1")),
    ("money", "121.00", Decimal("121.00")),
    ("date", "2026-02-28", "2026-02-28"),
    ("datetime", "2026-11-22T11:00:00.1239+01:00", datetime(2026, 11, 22, 10, 0, 0, 123000, tzinfo=UTC)),
    ("boolean", False, False),
]
BAD: list[tuple[FieldType, object]] = [
    ("string", "a\nb"),
    ("string", "\ud800"),
    ("text", "a\x00"),
    ("number", True),
    ("number", float("nan")),
    ("number", float("-inf")),
    ("number", "1e3"),
    ("number", "\u0661"),
    ("number", 10**34),
    ("money", "1" * 30 + "." + "1" * 30),
    ("date", "20260228"),
    ("date", "2026-W01-1"),
    ("date", "2026-02-30"),
    ("datetime", "2026-11-22T10:00:00"),
    ("datetime", "0001-01-01T00:00:00+23:59"),
    ("boolean", 1),
]


@pytest.mark.parametrize(("kind", "raw", "value"), GOOD)
def test_a_good_value_is_read_as_it_is_stored(kind: FieldType, raw: object, value: object) -> None:
    read = read_value(kind, raw)

    assert read == value
    assert type(read) is type(value)
    assert stored_value(kind, read) == read


@pytest.mark.parametrize(("kind", "raw"), BAD)
def test_a_bad_value_is_mistyped(kind: FieldType, raw: object) -> None:
    with pytest.raises(Mistyped):
        read_value(kind, raw)


@pytest.mark.parametrize("kind", FIELD_TYPES)
@pytest.mark.parametrize("raw", [None, [], {}, ["a"], object(), b"a", 2j])
def test_what_is_no_scalar_of_json_has_no_type(kind: FieldType, raw: object) -> None:
    assert stored_value(kind, raw) is None
    with pytest.raises(Mistyped):
        read_value(kind, raw)


def test_a_moment_is_kept_in_whole_milliseconds_of_utc() -> None:
    naive = datetime(2026, 11, 22, 10, 0, 0, 999_999)  # noqa: DTZ001

    assert instant(naive) == datetime(2026, 11, 22, 10, 0, 0, 999_000, tzinfo=UTC)


def test_today_is_where_the_portal_is() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

    assert today_in("Europe/Berlin", late) == date(2026, 11, 23)
    assert today_in("America/New_York", late) == date(2026, 11, 22)
