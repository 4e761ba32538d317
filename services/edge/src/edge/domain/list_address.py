"""Where a list of records is, narrowed by conditions: in the syntax that the API's lists take, readable to people."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

ONE_OF: Final = frozenset({"is", "in"})
"""What needs no word in an address: `filter[status]=open,overdue`."""
PLAIN: Final = "[],"
"""What browsers take in a query as it is."""


def list_address(module: str, conditions: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Give the path of a list below the portal's address; `conditions` are values as text by operator by field."""
    asked = [
        f"filter[{field}]{'' if op in ONE_OF else f'[{op}]'}={text}"
        for field, ops in (conditions or {}).items()
        for op, text in ops.items()
    ]
    pairs = (each.split("=", 1) for each in asked)
    query = "&".join(f"{quote(name, safe=PLAIN)}={quote(value, safe=PLAIN)}" for name, value in pairs)
    return f"/m/{quote(module, safe='')}" + (f"?{query}" if query else "")
