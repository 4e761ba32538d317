"""What a module is: its labels, the fields a tenant declares for it, and its statuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, cast

from policy.faults import Code, Faults
from policy.place import Place
from policy.value import FIELD_TYPES, FieldType

MAX_FIELDS: Final = 200
MAX_STATUSES: Final = 50
MODULE_NAME: Final = r"[a-z][a-z0-9_]{1,40}"
FIELD_NAME: Final = r"[A-Za-z][A-Za-z0-9_]{0,63}"
STATUS_VALUE: Final = r"[A-Za-z0-9_.-]{1,60}"
TONES: Final = ("neutral", "info", "success", "warning", "danger")
UNSORTABLE: Final = ("text",)
SEARCHABLE: Final = ("string", "text", "choice")
DRAFT: Final = "draft"


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """A declared field, addressed in portal documents as `fields.<name>`."""

    name: str
    type: FieldType
    label: Mapping[str, str]
    sortable: bool = False
    searchable: bool = False


@dataclass(frozen=True, slots=True)
class StatusDefinition:
    """A status with the tone it is shown in; `closed` means that nothing waits for anybody any more.

    `waits` tells that a record in it waits for whom it is shown to. Unless said otherwise that is every status but
    closed ones and `DRAFT`, which waits for its author.
    """

    value: str
    label: Mapping[str, str]
    tone: str = "neutral"
    closed: bool = False
    waits: bool = True


@dataclass(frozen=True, slots=True)
class ModuleDefinition:
    """A kind of record. Without declared statuses any status is taken."""

    module: str
    label: Mapping[str, str]
    fields: tuple[FieldDefinition, ...] = ()
    statuses: tuple[StatusDefinition, ...] = ()


def parse_module(module: str, document: Mapping[str, object]) -> ModuleDefinition:
    """Read `{label, fields: [{name, type, label, sortable, searchable}], statuses: […]}`; a status is
    `{value, label, tone, closed, waits}`.

    Raises `Invalid` with every fault, and nothing else.
    """
    faults = Faults()
    Place(module, faults).text(41, MODULE_NAME)
    members = Place(document, faults).members(("label",), ("fields", "statuses"))
    definition = ModuleDefinition(
        module=module,
        label=MappingProxyType(members["label"].label()) if "label" in members else {},
        fields=_fields(members["fields"]) if "fields" in members else (),
        statuses=_statuses(members["statuses"]) if "statuses" in members else (),
    )
    faults.raise_any()
    return definition


def _fields(place: Place) -> tuple[FieldDefinition, ...]:
    found: dict[str, FieldDefinition] = {}
    for item in place.items(MAX_FIELDS):
        members = item.members(("name", "type", "label"), ("sortable", "searchable"))
        if not {"name", "type", "label"} <= members.keys():
            continue
        name = members["name"].text(64, FIELD_NAME)
        if name in found:
            members["name"].refuse(Code.DUPLICATE, f"{name} is declared twice; leave one of them out")
        kind = members["type"].choice(FIELD_TYPES)
        found[name] = FieldDefinition(
            name=name,
            type=cast("FieldType", kind),
            label=MappingProxyType(members["label"].label()),
            sortable=_may(members, "sortable", kind not in UNSORTABLE, Code.NOT_SORTABLE),
            searchable=_may(members, "searchable", kind in SEARCHABLE, Code.NOT_SEARCHABLE),
        )
    return tuple(found.values())


def _may(members: Mapping[str, Place], key: str, possible: bool, code: Code) -> bool:
    """Read a flag that the field's type may rule out."""
    if key not in members or not members[key].flag():
        return False
    if not possible:
        members[key].refuse(code, "a field of this type cannot be; leave it out or set it to false")
    return True


def _statuses(place: Place) -> tuple[StatusDefinition, ...]:
    found: dict[str, StatusDefinition] = {}
    for item in place.items(MAX_STATUSES):
        members = item.members(("value", "label"), ("tone", "closed", "waits"))
        if not {"value", "label"} <= members.keys():
            continue
        value = members["value"].text(60, STATUS_VALUE)
        if value in found:
            members["value"].refuse(Code.DUPLICATE, f"{value} is declared twice; leave one of them out")
        closed = members["closed"].flag() if "closed" in members else False
        found[value] = StatusDefinition(
            value=value,
            label=MappingProxyType(members["label"].label()),
            tone=members["tone"].choice(TONES) if "tone" in members else "neutral",
            closed=closed,
            waits=members["waits"].flag() if "waits" in members else not closed and value != DRAFT,
        )
    return tuple(found.values())
