"""How a record changed, as far as one membership may know: of revisions that showed, in fields they read."""

from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from contracts.kinds import Currency, Identifier, Instant, ModuleName
from contracts.message import Message, Request, Who
from contracts.records.viewing import FieldPath

MAX_CHANGES = 100


class FieldChanged(Message):
    """A field that was one thing and is another, null where it was or is empty."""

    field: FieldPath
    before: JsonValue
    after: JsonValue


class HistoryEntry(Message):
    """What happened at one moment. `kind` is `appeared` or `changed`; more may come."""

    at: Instant
    kind: str
    fields: tuple[FieldChanged, ...]


class RecordHistory(Message):
    """What happened to a record, newest first. `currency` is that of its amounts now, null where it may not be read."""

    items: Annotated[tuple[HistoryEntry, ...], Field(max_length=MAX_CHANGES)]
    currency: Currency | None


class ShowHistory(Request[RecordHistory], name="records.show-history.v1", effect="read", who=frozenset({Who.USER})):
    """Show how a record changed: when it appeared, and what became of its status, dates and amounts.

    Only revisions count that my policy shows, each asked as of the moment it came, and of them only fields that I may
    read. Where the policy's filter asks for other fields than those, what came before the present revision is unknown.
    Up to 100 revisions of the last 400 days are known.
    """

    PREVIEW: ClassVar[bool] = True

    module: ModuleName
    id: Identifier
