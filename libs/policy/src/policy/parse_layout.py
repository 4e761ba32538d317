"""Reads how a module shows: columns, sections, kind of view; for everybody, and otherwise for some roles."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from policy.builtin import ALWAYS_READABLE, GROUPS
from policy.faults import Code
from policy.place import Place
from policy.portal import VIEWS, Grant, Layout, RoleLayout, Section

MAX_GRANTS: Final = 300
MAX_COLUMNS: Final = 50
MAX_SECTIONS: Final = 30
MAX_LAYOUTS: Final = 20
PARTS: Final = ("list", "detail", "view")
Grants = Mapping[str, Grant]


def read_layout(place: Place | None, grants: Grants) -> Layout:
    """Read a layout, or give the granted fields in the author's order where none is given."""
    columns = tuple(name for name in _listable(grants) if name not in GROUPS)[:MAX_COLUMNS]
    usual = Layout(list=columns, detail=())
    return usual if place is None else _read(place.members((), PARTS), grants, usual)


def read_layouts(place: Place, grants: Grants, roles: Collection[str], usual: Layout) -> tuple[RoleLayout, ...]:
    """Read other layouts, each for some of the portal's `roles`; what one leaves out is as in the `usual` one."""
    found: list[RoleLayout] = []
    for item in place.items(MAX_LAYOUTS):
        members = item.members(("roles",), PARTS)
        named = members["roles"].choices(roles, Code.UNKNOWN_ROLE, len(roles) or 1, 1) if "roles" in members else ()
        found.append(RoleLayout(frozenset(named), _read(members, grants, usual)))
    return tuple(found)


def _read(members: Mapping[str, Place], grants: Grants, usual: Layout) -> Layout:
    layout = usual
    if "list" in members:
        layout = replace(layout, list=_columns(members["list"], _listable(grants)))
    if "detail" in members:
        whole = ("lines",) if any(name.startswith("lines.") for name in grants) else ()
        sections = members["detail"].items(MAX_SECTIONS)
        named = (*grants, *whole, *ALWAYS_READABLE)
        layout = replace(layout, detail=tuple(_section(section, named) for section in sections))
    if "view" in members:
        layout = replace(layout, view=members["view"].choice(VIEWS))
    return layout


def _listable(grants: Grants) -> tuple[str, ...]:
    return tuple(name for name in grants if not name.startswith("lines."))


def _columns(place: Place, listable: tuple[str, ...]) -> tuple[str, ...]:
    for item in place.items(MAX_COLUMNS):
        if isinstance(item.value, str) and item.value.split(".")[0] == "lines":
            item.refuse(
                Code.NOT_LISTABLE, "lines show on a record's page and not in a list; name them in a section of detail"
            )
            return ()
    return place.choices((*listable, *ALWAYS_READABLE), Code.NOT_GRANTED, MAX_COLUMNS)


def _section(place: Place, granted: tuple[str, ...]) -> Section:
    members = place.members(("section", "fields"))
    label = members["section"].label() if "section" in members else {}
    fields = members["fields"].choices(granted, Code.NOT_GRANTED, MAX_GRANTS) if "fields" in members else ()
    return Section(MappingProxyType(label), fields)
