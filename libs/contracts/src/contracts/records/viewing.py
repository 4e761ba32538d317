"""Lists and pages as one membership may see them. A record carries only the fields that its policy grants."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from contracts.address import Bracketed, Separated
from contracts.kinds import Identifier, Instant, Line, ModuleName, Name, PortalName
from contracts.message import Message, Request, Who
from contracts.portal_config.notices import Announcement, ContactPerson

_USER = frozenset({Who.USER})
MAX_FIELDS = 100
MAX_CONDITIONS = 20
FieldPath = Annotated[str, Field(max_length=80, pattern=r"^[A-Za-z][A-Za-z0-9_.]*$")]
"""A field as a portal names it: `due_on`, `fields.project`, `lines.sku`."""
Operator = Literal["is", "eq", "ne", "in", "nin", "lt", "lte", "gt", "gte", "exists", "contains", "prefix"]
"""`is` is one of several values, parted by commas; what a field takes depends on its type."""
Fields = Annotated[tuple[FieldPath, ...], Field(max_length=MAX_FIELDS), Separated()]
Conditions = Annotated[
    dict[FieldPath, Annotated[dict[Operator, Annotated[Line, Field(max_length=4_000)]], Field(max_length=12)]],
    Field(max_length=MAX_CONDITIONS),
    Bracketed("is"),
]
"""Values as text by operator by field; all have to hold."""


FreshAsOf = Instant | None
"""When the backoffice behind an answer last spoke: of several the one that was silent for the longest."""


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
    """My portal: modules in order. `version` is the published version in force, in a preview the draft's revision.

    `announcement` is the one that stands there today, `contact` the person whom its customers ask.
    """

    portal: PortalName
    name: Name
    version: int
    modules: tuple[VisibleModule, ...]
    fresh_as_of: FreshAsOf = None
    announcement: Announcement | None = None
    contact: ContactPerson | None = None


class ShowPortal(Request[VisiblePortal], name="records.show-portal.v1", effect="read", who=_USER):
    """Show my portal: modules in order with names, views and what I may do."""

    PREVIEW: ClassVar[bool] = True


class RecordPage(Message):
    """A page of records. `items` hold the readable fields but `lines`, or those asked for; `next_cursor` is null on
    the last page, and a page before it may be short. `total` where asked for: `1000+` and its like say "at least".
    """

    items: tuple[dict[str, JsonValue], ...]
    next_cursor: str | None
    total: Annotated[
        int | Annotated[str, Field(max_length=10, pattern=r"^[0-9]+\+$")] | None, Field(exclude_if=lambda n: n is None)
    ] = None
    fresh_as_of: FreshAsOf = None


class ListRecords(Request[RecordPage], name="records.list-records.v1", effect="read", who=_USER):
    """List the records of a module, as far as my policy shows them.

    `sort`, `filter`, `q`, `fields` and `count` know no field but those that my policy reads: any other name is one
    that does not exist. By `issued_on`, `due_on`, `title` and `record_id`, with conditions on `status` and dates at
    most, a list is in order from end to end and its pages are full. Anything else examines at most 5,000 records a
    call: a page may be short, or empty, and go on; another sort orders each 5,000 by themselves.
    """

    PREVIEW: ClassVar[bool] = True

    module: ModuleName
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    cursor: Annotated[str, Field(max_length=1000)] | None = None
    sort: Annotated[str, Field(max_length=80, pattern=r"^-?[A-Za-z][A-Za-z0-9_.]*$")] | None = None
    q: Annotated[Line, Field(max_length=200)] | None = None
    filter: Conditions = Field(default_factory=dict)
    fields: Fields = ()
    count: bool = False


class VisibleRecord(Message):
    """One record with its readable fields. `revision` is the ETag."""

    id: Identifier
    revision: int
    record: dict[str, JsonValue]
    fresh_as_of: FreshAsOf = None


class ShowRecord(Request[VisibleRecord], name="records.show-record.v1", effect="read", who=_USER):
    """Show one record. What may not be seen answers 404. `fields` asks for these of its readable fields only."""

    PREVIEW: ClassVar[bool] = True

    module: ModuleName
    id: Identifier
    fields: Fields = ()
