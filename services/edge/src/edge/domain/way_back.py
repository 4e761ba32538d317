"""The way back from a record to the list it was found in: the list's own query, carried along in the address."""

from typing import Final
from urllib.parse import parse_qsl, quote

from edge.domain.list_address import ListAddress, read_address

MAX_LENGTH: Final = 2_000
MAX_PAIRS: Final = 40


def kept_query(carried: str) -> str:
    """Give a list's query, read and written anew: whatever was carried, it asks for a list and nothing else."""
    if len(carried) > MAX_LENGTH:
        return ""
    try:
        return read_address(parse_qsl(carried, max_num_fields=MAX_PAIRS)).query().removeprefix("?")
    except ValueError:
        return ""


def carrying(address: ListAddress) -> str:
    """Give what the address of a record ends with, to lead back to this list; nothing where nothing was asked of it."""
    query = address.query().removeprefix("?")
    return f"?from={quote(query, safe='')}" if 0 < len(query) <= MAX_LENGTH else ""
