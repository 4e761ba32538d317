"""Records that belong to this one, by module, as far as they show by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from edge.web.records.values import NOTHING, Shown, Values
from edge.web.visit import Visit

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """A record to go to."""

    href: str
    title: str
    number: str
    status: Shown


@dataclass(frozen=True, slots=True)
class Group:
    """Those of one module."""

    label: str
    icon: str
    links: tuple[Link, ...]


def related_of(record: Json, visit: Visit) -> list[Group]:
    """Give them in the order of the modules, of those that the portal shows: records answers no others.

    They belong together whichever of the two names the other.
    """
    by_module: dict[str, list[Json]] = {}
    for each in (*(record.get("related") or ()), *(record.get("related_from") or ())):
        by_module.setdefault(each["module"], []).append(each)
    return [
        Group(
            visit.label(module["label"]),
            visit.icon_of(module["module"]),
            _links(by_module[module["module"]], module, visit),
        )
        for module in visit.view.get("modules", ())
        if module["module"] in by_module
    ]


def _links(found: list[Json], module: Json, visit: Visit) -> tuple[Link, ...]:
    values = Values(visit, module)
    return tuple(
        Link(
            href=visit.address(f"/m/{quote(module['module'])}/{quote(each['id'])}"),
            title=str(each.get("title") or each["record_id"]),
            number="" if each["record_id"] in str(each.get("title") or each["record_id"]) else each["record_id"],
            status=values.status(each.get("status")) if values.has("status") else NOTHING,
        )
        for each in found
    )
