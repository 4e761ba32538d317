"""Reads one module of a portal document: grants, filter, layout, actions, sort."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, cast

from policy.audience import SCOPES, Scope
from policy.builtin import ALWAYS_READABLE, GROUPS, LINE_FIELDS, SCALARS
from policy.definition import ModuleDefinition
from policy.faults import Code
from policy.filters import DECLARED
from policy.parse_filter import Filterable, read_filter
from policy.place import Place, shown
from policy.portal import ACTIONS, VIEWS, Grant, Layout, ModuleEntry, Section, Sort

MAX_GRANTS: Final = 300
MAX_COLUMNS: Final = 50
MAX_SECTIONS: Final = 30
MAX_RELATED: Final = 100
RIGHTS: Final = ("hidden", "read", "write")
OPTIONAL: Final = ("label", "on", "everyone", "filter", "actions", "fields", "layout", "related", "sort")


def grantable(definition: ModuleDefinition) -> dict[str, Grant]:
    """Every field of a module by the name a portal document gives it."""
    scalars = {
        name: Grant(name, field.kind, sortable=field.sortable, searchable=field.searchable)
        for name, field in SCALARS.items()
    }
    lines = {f"lines.{name}": Grant(f"lines.{name}", None) for name in LINE_FIELDS}
    groups = {name: Grant(name, None) for name in GROUPS}
    declared = {
        DECLARED + field.name: Grant(
            DECLARED + field.name,
            field.type,
            sortable=field.sortable,
            searchable=field.searchable,
            label=field.label,
        )
        for field in definition.fields
    }
    return {**scalars, **lines, **groups, **declared}


def filterable(definition: ModuleDefinition) -> dict[str, Filterable]:
    """Every field that a filter of this module may ask for, granted or not."""
    statuses = frozenset(status.value for status in definition.statuses)
    return {
        name: Filterable(grant.kind, statuses if name == "status" else frozenset())
        for name, grant in grantable(definition).items()
        if grant.kind is not None
    }


def read_entry(place: Place, modules: Mapping[str, ModuleDefinition]) -> ModuleEntry | None:
    """Read a module's entry; None, with a fault noted, where it does not even say which module and scope it is."""
    members = place.members(("module", "scope"), OPTIONAL)
    if not {"module", "scope"} <= members.keys():
        return None
    module = members["module"].choice(modules, Code.UNKNOWN_MODULE)
    if not module:
        return None
    definition = modules[module]
    grants = _grants(members["fields"], grantable(definition)) if "fields" in members else {}
    return ModuleEntry(
        module=module,
        label=MappingProxyType(members["label"].label()) if "label" in members else definition.label,
        on=members["on"].flag() if "on" in members else True,
        scope=_scope(members),
        filter=read_filter(members["filter"], filterable(definition)) if "filter" in members else None,
        actions=members["actions"].choices(ACTIONS, Code.UNKNOWN_ACTION, len(ACTIONS)) if "actions" in members else (),
        grants=MappingProxyType(grants),
        layout=_layout(members.get("layout"), grants),
        related=(members["related"].choices(modules, Code.UNKNOWN_MODULE, MAX_RELATED) if "related" in members else ()),
        sort=_sort(members["sort"], grants) if "sort" in members else _usual_sort(grants),
        statuses=definition.statuses,
    )


def _scope(members: Mapping[str, Place]) -> Scope:
    scope = members["scope"].choice(SCOPES)
    said = "everyone" in members and members["everyone"].flag()
    if scope == "everyone" and not said:
        members["scope"].refuse(Code.EVERYONE_UNSAID, 'scope everyone must be confirmed by "everyone": true')
    if said and scope != "everyone":
        members["everyone"].refuse(Code.EVERYONE_UNUSED, "only for scope everyone")
    return cast("Scope", scope)


def _grants(place: Place, fields: Mapping[str, Grant]) -> dict[str, Grant]:
    """The granted fields. `lines` alone is short for every field of a line that is not named by itself."""
    rights: dict[str, str] = {}
    entries = place.entries(MAX_GRANTS)
    for name, given in entries.items():
        right = given.choice(RIGHTS)
        if name == "lines":
            rights |= {line: right for line in fields if line.startswith("lines.") and line not in entries}
        elif name in fields:
            rights[name] = right
        elif name not in ALWAYS_READABLE:
            given.refuse(Code.UNKNOWN_FIELD, f"the module has no field {shown(name)}")
        elif right in {"hidden", "write"}:
            given.refuse(Code.NOT_GRANTABLE, f"{name} is always readable and never written")
    return {
        name: _granted(fields[name], write=right == "write")
        for name, right in rights.items()
        if right in {"read", "write"}
    }


def _granted(field: Grant, *, write: bool) -> Grant:
    return Grant(field.name, field.kind, write, field.sortable, field.searchable, field.label)


def _layout(place: Place | None, grants: Mapping[str, Grant]) -> Layout:
    """The layout, or the granted fields in the author's order where none is given."""
    listable = tuple(name for name in grants if not name.startswith("lines."))
    scalars = tuple(name for name in listable if name not in GROUPS)
    members = place.members((), ("list", "detail", "view")) if place is not None else {}
    whole = ("lines",) if len(listable) < len(grants) else ()
    sections = members["detail"].items(MAX_SECTIONS) if "detail" in members else []
    named = (_section(section, (*grants, *whole, *ALWAYS_READABLE)) for section in sections)
    return Layout(
        list=_columns(members["list"], listable) if "list" in members else scalars[:MAX_COLUMNS],
        detail=tuple(named) if "detail" in members else (),
        view=members["view"].choice(VIEWS) if "view" in members else "list",
    )


def _columns(place: Place, listable: tuple[str, ...]) -> tuple[str, ...]:
    for item in place.items(MAX_COLUMNS):
        if isinstance(item.value, str) and item.value.split(".")[0] == "lines":
            item.refuse(Code.NOT_LISTABLE, "lines show on a record's page, not in a list")
            return ()
    return place.choices((*listable, *ALWAYS_READABLE), Code.NOT_GRANTED, MAX_COLUMNS)


def _section(place: Place, granted: tuple[str, ...]) -> Section:
    members = place.members(("section", "fields"))
    label = members["section"].label() if "section" in members else {}
    fields = members["fields"].choices(granted, Code.NOT_GRANTED, MAX_GRANTS) if "fields" in members else ()
    return Section(MappingProxyType(label), fields)


def _sort(place: Place, grants: Mapping[str, Grant]) -> Sort | None:
    text = place.text(80)
    sort = Sort(text.removeprefix("-"), text.startswith("-"))
    if text and sort.field not in grants:
        place.refuse(Code.NOT_GRANTED, f"{shown(sort.field)} is not a granted field")
    elif text and not grants[sort.field].sortable:
        place.refuse(Code.NOT_SORTABLE, f"{shown(sort.field)} cannot be sorted by")
    return sort


def _usual_sort(grants: Mapping[str, Grant]) -> Sort | None:
    """Newest first where a date may be read, else by title."""
    usual = (Sort("issued_on", descending=True), Sort("title"))
    return next((sort for sort in usual if sort.field in grants), None)
