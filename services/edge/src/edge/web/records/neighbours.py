"""The records before and behind this one, in the list that it was opened from and on the page of it that was shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from contracts.records.viewing import ListRecords
from edge.domain.list_address import ListAddress
from edge.domain.way_back import FROM, carrying, list_come_from
from edge.http.problems import AnsweredProblemError
from edge.web.records.listing_request import asked_of, made
from edge.web.visit import Visit

BOARD = "board"
TITLE = "title"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A record to go on to."""

    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands on either side; None at an end of the page."""

    before: Neighbour | None = None
    behind: Neighbour | None = None


async def neighbours_of(visit: Visit, module: Mapping[str, Any], record_id: str) -> Neighbours:
    """Ask for the list again, where somebody came from one. None of it is there where that cannot be asked any more."""
    address = list_come_from(visit.http.query_params.get(FROM))
    if address is None or BOARD in (address.view, "" if address.view else module["view"]):
        return Neighbours()
    said = asked_of(visit, module, address) | {"limit": address.rows, "fields": _fields(module)}
    if address.cursor:
        said["cursor"] = address.cursor
    try:
        items = (await visit.ask(made(ListRecords, said)))["items"]
    except AnsweredProblemError:
        return Neighbours()
    at = next((place for place, each in enumerate(items) if each["id"] == record_id), None)
    if at is None:
        return Neighbours()
    before, behind = items[at - 1 : at] if at else [], items[at + 1 : at + 2]
    return Neighbours(*(_neighbour(visit, module, found, address) for found in (before, behind)))


def _fields(module: Mapping[str, Any]) -> tuple[str, ...]:
    return ("record_id", *([TITLE] if TITLE in module["fields"] else []))


def _neighbour(
    visit: Visit, module: Mapping[str, Any], found: list[Mapping[str, Any]], address: ListAddress
) -> Neighbour | None:
    for each in found:
        below = f"/m/{quote(module['module'])}/{quote(each['id'])}{carrying(address)}"
        return Neighbour(visit.address(below), str(each.get(TITLE) or each["record_id"]))
    return None
