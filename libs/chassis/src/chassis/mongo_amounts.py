"""Amounts as MongoDB keeps them: Decimal128, read from its bits."""

import struct
from decimal import Decimal
from typing import Final

from bson.codec_options import TypeCodec
from bson.decimal128 import Decimal128

_HALVES: Final = struct.Struct("<QQ")
"""A Decimal128 as IEEE 754-2008 lays it out in binary: sign, 14 bits of exponent, 113 of digits."""
_HIGH_DIGITS: Final = (1 << 49) - 1
_MOST_DIGITS: Final = 10**34 - 1
_BIAS: Final = 6176


class DecimalCodec(TypeCodec):
    """Amounts are stored as Decimal128 and read as Decimal."""

    python_type = Decimal
    bson_type = Decimal128

    def transform_python(self, value: Decimal) -> Decimal128:
        """Give it as it is stored."""
        return Decimal128(value)

    def transform_bson(self, value: Decimal128) -> Decimal:
        """Give it as it was, digit by digit."""
        low, high = _HALVES.unpack(value.bid)
        coefficient = (high & _HIGH_DIGITS) << 64 | low
        if high >> 61 & 3 == 3 or coefficient > _MOST_DIGITS:  # no number, or none that anybody writes
            decimal: Decimal = value.to_decimal()
            return decimal
        # The driver's own way makes a list of digits: five times as long, twice a row of a list.
        return Decimal(f"{'-' if high >> 63 else ''}{coefficient}E{(high >> 49 & 0x3FFF) - _BIAS}")
