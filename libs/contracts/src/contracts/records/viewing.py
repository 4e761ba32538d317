"""Lists and pages as one membership may see them. A record carries only the fields that its policy grants."""

from typing import Annotated

from pydantic import Field, JsonValue

from contracts.kinds import Identifier, ModuleName, Name, PortalName
from contracts.message import Message, Request, Who

_USER = frozenset({Who.USER})


class VisibleModule(Message):
    """A module in the side navigation, with what this membership may do in it. Labels by language.

    `fields` by name: `{type, label, sortable, write}`, where `type` is null for groups and lines, and `sortable` says
    whether a list can be sorted by it. `sort` is the list's order where none is asked for.
    """

    module: ModuleName
    label: dict[str, str]
    view: str
    actions: tuple[str, ...]
    fields: dict[str, JsonValue]
    layout: dict[str, JsonValue]
    statuses: tuple[dict[str, JsonValue], ...]
    related: tuple[ModuleName, ...]
    sort: str


class VisiblePortal(Message):
    """My portal: modules in order. `version` is the published version in force."""

    portal: PortalName
    name: Name
    version: int
    modules: tuple[VisibleModule, ...]


class ShowPortal(Request[VisiblePortal], name="records.show-portal.v1", effect="read", who=_USER):
    """Show my portal: modules in order with names, views and what I may do."""


class RecordPage(Message):
    """A page of records. `items` hold the readable fields but `lines`; `next_cursor` is null on the last page."""

    items: tuple[dict[str, JsonValue], ...]
    next_cursor: str | None


class ListRecords(Request[RecordPage], name="records.list-records.v1", effect="read", who=_USER):
    """List the records of a module, as far as my policy shows them."""

    module: ModuleName
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    cursor: Annotated[str, Field(max_length=1000)] | None = None
    sort: Annotated[str, Field(max_length=80, pattern=r"^-?[A-Za-z][A-Za-z0-9_.]*$")] | None = None


class VisibleRecord(Message):
    """One record with its readable fields. `revision` is the ETag."""

    id: Identifier
    revision: int
    record: dict[str, JsonValue]


class ShowRecord(Request[VisibleRecord], name="records.show-record.v1", effect="read", who=_USER):
    """Show one record. What may not be seen answers 404."""

    module: ModuleName
    id: Identifier
