"""The way back from a record to the list it was found in: the list's own query, carried along in the address."""

from typing import Final
from urllib.parse import parse_qsl, quote

from edge.domain.list_address import ListAddress, read_address

MAX_LENGTH: Final = 2_000
MAX_PAIRS: Final = 40
FROM: Final = "from"


def kept_query(carried: str) -> str:
    """Give a list's query, read and written anew: whatever was carried, it asks for a list and nothing else."""
    found = list_come_from(carried)
    return found.query().removeprefix("?") if found else ""


def list_come_from(carried: str | None) -> ListAddress | None:
    """Give the list that somebody came from; None where they came from none, or what was carried cannot be read."""
    if carried is None or len(carried) > MAX_LENGTH:
        return None
    try:
        return read_address(parse_qsl(carried, max_num_fields=MAX_PAIRS))
    except ValueError:
        return None


def carrying(address: ListAddress) -> str:
    """Give what the address of a record ends with, to lead back to this list, and on to its next."""
    query = address.query().removeprefix("?")
    return f"?{FROM}={quote(query, safe='')}" if len(query) <= MAX_LENGTH else ""
