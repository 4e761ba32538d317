"""Values on their way out: amounts as decimal strings, moments as RFC 3339 in UTC. JSON has neither."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import cast

from pydantic import JsonValue


def outward(value: object) -> JsonValue:
    """Give a projected value as JSON. Raises TypeError at anything that no record should hold."""
    kind = type(value)
    if kind is str or kind is int or value is None:  # nearly all are: asked before the costlier questions
        return cast("JsonValue", value)
    match value:
        case bool() | int() | str():
            return value
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case Mapping():
            return {str(name): outward(item) for name, item in value.items()}
        case list() | tuple():
            return [outward(item) for item in value]
        case _:
            raise TypeError(f"no record shows a {type(value).__name__}")
