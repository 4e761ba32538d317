"""Amounts come out of the database as what went in."""

from decimal import Decimal

import pytest
from bson.decimal128 import Decimal128
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.mongo_amounts import DecimalCodec

CODEC = DecimalCodec()
AMOUNTS = st.builds(
    lambda sign, digits, exponent: Decimal((sign, tuple(map(int, str(digits))), exponent)),
    st.integers(0, 1),
    st.integers(0, 10**34 - 1),
    st.integers(-6176, 6111),
)


@settings(deadline=None)  # the machine may be busy with other tests
@given(AMOUNTS)
def test_every_amount_comes_back_digit_by_digit(amount: Decimal) -> None:
    assert CODEC.transform_bson(CODEC.transform_python(amount)).as_tuple() == amount.as_tuple()


@pytest.mark.parametrize("written", ["0", "-0", "0.00", "12.50", "1E+6111", "9" * 34, "NaN", "Infinity", "-Infinity"])
def test_it_reads_what_the_driver_reads(written: str) -> None:
    stored = Decimal128(written)
    assert str(CODEC.transform_bson(stored)) == str(stored.to_decimal())


def test_what_nobody_writes_is_left_to_the_driver() -> None:
    too_many_digits = Decimal128.from_bid(bytes.fromhex("ff" * 14 + "4130"))
    assert CODEC.transform_bson(too_many_digits) == too_many_digits.to_decimal()
