"""The route of files: asked for like a list, so it says here what the others say in their contracts."""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from contracts.kinds import Line, ModuleName
from contracts.message import Effect, Message, Nothing, Request, Who
from contracts.records.viewing import Conditions, Fields

FILES: Final = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
EXPORT_SECONDS: Final = 300.0
"""Whoever reads slower is cut off: by then their token has ended too."""


class ExportFile(Request[Nothing]):
    """Export a list as a file: sorted, filtered and searched like the list, all of it.

    CSV as in RFC 4180, UTF-8: a text that a spreadsheet would take for a formula begins with an apostrophe; numbers are
    bare. XLSX with numbers and dates as such, where a cell holds them exactly, and no formulas. Rows are as of the
    beginning: what comes in meanwhile, newer revisions included, is left out. A connection that ends without the last
    chunk has brought no whole file. A portal has to grant `export`.
    """

    WHO: ClassVar[frozenset[Who]] = frozenset({Who.USER})
    ROLES: ClassVar[frozenset[str]] = frozenset()
    SCOPE: ClassVar[str] = ""
    EFFECT: ClassVar[Effect] = "read"
    CREDENTIALS: ClassVar[bool] = False
    DEADLINE: ClassVar[float] = EXPORT_SECONDS
    ANSWER: ClassVar[type[Message]] = Nothing

    module: ModuleName
    format: Annotated[Literal["csv", "xlsx"], Field(description="the kind of file")] = "csv"
    headers: Annotated[
        Literal["labels", "names"],
        Field(
            description="labels for people, in the language of Accept-Language; or field names, and no byte order mark"
        ),
    ] = "labels"
    sort: Annotated[str, Field(max_length=80, pattern=r"^-?[A-Za-z][A-Za-z0-9_.]*$")] | None = None
    q: Annotated[Line, Field(max_length=200)] | None = Field(
        default=None, description="words to search for, as in a list"
    )
    filter: Conditions = Field(default_factory=dict)
    fields: Fields = ()

    @classmethod
    def owner(cls) -> str:
        """Give the service that is asked for the rows."""
        return "records"
