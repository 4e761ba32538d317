"""How the tests store records: amounts as Decimal128, moments in UTC."""

from decimal import Decimal
from typing import Final

from bson import decode, encode
from bson.codec_options import CodecOptions, TypeCodec, TypeRegistry
from bson.decimal128 import Decimal128

Record = dict[str, object]


class DecimalCodec(TypeCodec):
    """Decimal to Decimal128 and back."""

    python_type = Decimal
    bson_type = Decimal128

    def transform_python(self, value: Decimal) -> Decimal128:
        return Decimal128(value)

    def transform_bson(self, value: Decimal128) -> Decimal:
        return value.to_decimal()


OPTIONS: Final[CodecOptions[Record]] = CodecOptions(tz_aware=True, type_registry=TypeRegistry([DecimalCodec()]))


def as_stored(record: Record) -> Record:
    """A record as the database hands it out, whole."""
    return decode(encode(record, codec_options=OPTIONS), codec_options=OPTIONS)
