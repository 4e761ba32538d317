"""Reads one module of a portal document: grants, filter, layout, actions, sort."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final, cast

from policy.audience import SCOPES, Scope
from policy.builtin import ALWAYS_READABLE, GROUPS, LINE_FIELDS, SCALARS
from policy.definition import ModuleDefinition
from policy.faults import Code
from policy.filters import DECLARED
from policy.parse_filter import Filterable, read_filter
from policy.parse_layout import MAX_GRANTS, read_layout, read_layouts
from policy.place import Place, shown, suggest
from policy.portal import ACTIONS, Grant, ModuleEntry, Sort

MAX_RELATED: Final = 100
RIGHTS: Final = ("hidden", "read", "write")
OPTIONAL: Final = ("label", "on", "everyone", "filter", "actions", "fields", "layout", "layouts", "related", "sort")


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


def read_entry(
    place: Place, modules: Mapping[str, ModuleDefinition], roles: Collection[str] = ()
) -> ModuleEntry | None:
    """Read a module's entry; None, with a fault noted, where it does not even say which module and scope it is.

    `roles` are those that the portal has.
    """
    members = place.members(("module", "scope"), OPTIONAL)
    if not {"module", "scope"} <= members.keys():
        return None
    module = members["module"].choice(modules, Code.UNKNOWN_MODULE)
    if not module:
        return None
    definition = modules[module]
    grants = _grants(members["fields"], grantable(definition)) if "fields" in members else {}
    layout = read_layout(members.get("layout"), grants)
    return ModuleEntry(
        module=module,
        label=MappingProxyType(members["label"].label()) if "label" in members else definition.label,
        on=members["on"].flag() if "on" in members else True,
        scope=_scope(members),
        filter=read_filter(members["filter"], filterable(definition)) if "filter" in members else None,
        actions=members["actions"].choices(ACTIONS, Code.UNKNOWN_ACTION, len(ACTIONS)) if "actions" in members else (),
        grants=MappingProxyType(grants),
        layout=layout,
        layouts=read_layouts(members["layouts"], grants, roles, layout) if "layouts" in members else (),
        related=(members["related"].choices(modules, Code.UNKNOWN_MODULE, MAX_RELATED) if "related" in members else ()),
        sort=_sort(members["sort"], grants) if "sort" in members else _usual_sort(grants),
        statuses=definition.statuses,
    )


def _scope(members: Mapping[str, Place]) -> Scope:
    scope = members["scope"].choice(SCOPES)
    said = "everyone" in members and members["everyone"].flag()
    if scope == "everyone" and not said:
        members["scope"].refuse(
            Code.EVERYONE_UNSAID,
            'everybody would see all of it; add "everyone": true if that is meant, or choose another scope',
        )
    if said and scope != "everyone":
        members["everyone"].refuse(Code.EVERYONE_UNUSED, "it is for scope everyone only; leave it out")
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
            given.refuse(Code.UNKNOWN_FIELD, f"the module has no field {shown(name)}; {suggest(name, fields)}")
        elif right in {"hidden", "write"}:
            given.refuse(Code.NOT_GRANTABLE, f"{name} is always readable and never written; leave it out")
    return {
        name: _granted(fields[name], write=right == "write")
        for name, right in rights.items()
        if right in {"read", "write"}
    }


def _granted(field: Grant, *, write: bool) -> Grant:
    return Grant(field.name, field.kind, write, field.sortable, field.searchable, field.label)


def _sort(place: Place, grants: Mapping[str, Grant]) -> Sort | None:
    text = place.text(80)
    sort = Sort(text.removeprefix("-"), text.startswith("-"))
    if text and sort.field not in grants:
        place.refuse(
            Code.NOT_GRANTED,
            f"{shown(sort.field)} is not granted; grant it, or {suggest(sort.field, _sortable(grants))}",
        )
    elif text and not grants[sort.field].sortable:
        place.refuse(
            Code.NOT_SORTABLE, f"{shown(sort.field)} cannot be sorted by; {suggest(sort.field, _sortable(grants))}"
        )
    return sort


def _sortable(grants: Mapping[str, Grant]) -> tuple[str, ...]:
    return tuple(name for name, grant in grants.items() if grant.sortable)


def _usual_sort(grants: Mapping[str, Grant]) -> Sort | None:
    """Newest first where a date may be read, else by title."""
    usual = (Sort("issued_on", descending=True), Sort("title"))
    return next((sort for sort in usual if sort.field in grants), None)
