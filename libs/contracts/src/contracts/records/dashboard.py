"""The start page of one membership: what waits for it and what came in lately, of what its lists show."""

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field, JsonValue, PlainSerializer, WithJsonSchema

from contracts.kinds import Currency, Day, Instant, Line, ModuleName
from contracts.message import Message, Request, Who

Total = Annotated[
    Decimal,
    PlainSerializer(lambda amount: format(amount, "f"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]{1,40}(\.[0-9]{1,34})?$"}),
]
"""A sum of amounts: a decimal string with more digits than one amount has."""


HowMany = int | Annotated[str, Field(max_length=10, pattern=r"^[0-9]+\+$")]
"""A count, `1000+` and its like where there may be more."""


class Sum(Message):
    """What records come to in one currency; null for those that name none."""

    currency: Currency | None
    amount: Total


class Count(Message):
    """How many records, `1000+` and its like where there may be more, and what they come to.

    `sums` are null where amount or currency may not be read, and where not all records were gone through.
    """

    count: HowMany
    sums: tuple[Sum, ...] | None


class WaitingRecords(Message):
    """What waits for one action of mine: `pay` or `approve`; more may come.

    `filter` are the conditions of the list that shows just these, `overdue_filter` of the one that shows those overdue.
    `overdue` and `overdue_filter` are null where the due date may not be read. `next_due` is the earliest date, today
    or later, that one of them is due; null too where there is none, or where not all were gone through.
    """

    action: str
    filter: dict[str, dict[str, str]]
    all: Count
    overdue: Count | None
    overdue_filter: dict[str, dict[str, str]] | None = None
    next_due: Day | None = None


class Stage(Message):
    """How many records stand at one status: `filter[status]=<status>` lists just these."""

    status: Line
    count: HowMany


class NewRecord(Message):
    """A record that came in lately, or came in anew, in a few of its readable fields."""

    changed_at: Instant
    record: dict[str, JsonValue]


class DashboardModule(Message):
    """One module that shows, with its label by language.

    `stages` tell what is being done, in the order of the module's statuses: only of a kind of record that can come to
    a good end (a closed status in the tone `success`), and without what is closed, a draft or in `waiting`.
    """

    module: ModuleName
    label: dict[str, str]
    waiting: tuple[WaitingRecords, ...]
    recent: tuple[NewRecord, ...]
    stages: tuple[Stage, ...] = ()


class Dashboard(Message):
    """Modules in the portal's order; `recent` reaches back to `since`."""

    modules: tuple[DashboardModule, ...]
    since: Instant
    fresh_as_of: Instant | None = None


class ShowDashboard(
    Request[Dashboard], name="records.show-dashboard.v1", effect="read", who=frozenset({Who.USER}), deadline=10.0
):
    """Show what waits for me and what came in lately, module by module.

    A record waits where I may `pay` or `approve` it, its status is one that waits, and, to pay, something is left to
    pay: as far as I may read these. All that is counted stands in the lists that I may see.
    """

    PREVIEW: ClassVar[bool] = True
