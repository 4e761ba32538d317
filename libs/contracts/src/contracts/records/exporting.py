"""A list as a file: the edge pulls it page by page and writes it down."""

from typing import Annotated

from pydantic import Field, JsonValue

from contracts.kinds import Instant, Line, ModuleName
from contracts.message import Message, Request, Who
from contracts.records.viewing import Conditions, Fields

MAX_ROWS = 500


class ExportColumn(Message):
    """A column: a field's name, its label by language where the tenant gave it one, and its type."""

    name: str
    label: dict[str, str] | None
    type: str


class ExportPage(Message):
    """Some rows, each with a value per column: text, true or false, a whole number, or null; amounts are texts.

    `as_of` is when the export began; with `next_cursor` it gets the next page. A page may be short and go on.
    """

    columns: tuple[ExportColumn, ...]
    rows: tuple[tuple[JsonValue, ...], ...]
    as_of: Instant
    next_cursor: str | None


class ExportRecords(
    Request[ExportPage], name="records.export-records.v1", effect="read", who=frozenset({Who.USER}), deadline=20.0
):
    """Give a list's rows for a file, where the policy lets me `export`. Everything is asked for as of a list.

    Columns are single values: those named by `fields`, in that order, else the record id and all that may be read.
    Rows are as of the first page: what came in later, newer revisions of records included, is left out.
    """

    module: ModuleName
    limit: Annotated[int, Field(ge=1, le=MAX_ROWS)] = MAX_ROWS
    cursor: Annotated[str, Field(max_length=1000)] | None = None
    as_of: Instant | None = None
    sort: Annotated[str, Field(max_length=80, pattern=r"^-?[A-Za-z][A-Za-z0-9_.]*$")] | None = None
    q: Annotated[Line, Field(max_length=200)] | None = None
    filter: Conditions = Field(default_factory=dict)
    fields: Fields = ()
