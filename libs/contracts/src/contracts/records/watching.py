"""Which of the records that changed somebody may see now: asked before anything is told of a change."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts.kinds import Identifier, Instant, ModuleName
from contracts.message import Message, Request, Who

MAX_CHECKED = 100
MAX_MODULES = 40


class RecordAddress(Message):
    """A record as its address names it."""

    module: ModuleName
    id: Identifier


class ModuleSince(Message):
    """A module, and from when on something in it is news."""

    module: ModuleName
    since: Instant


class RecordStanding(Message):
    """A record that shows, and its revision."""

    module: ModuleName
    id: Identifier
    revision: int


class StillVisible(Message):
    """What shows of what was asked about. What is left out does not show, or is not there: nothing tells which.

    `reach` says of each module that shows how far its records reach: `own`, `account`, `account_tree` or `everyone`.
    """

    records: tuple[RecordStanding, ...]
    newer: tuple[ModuleName, ...] = ()
    reach: dict[ModuleName, str] = Field(default_factory=dict)


class CheckVisible(Request[StillVisible], name="records.check-visible.v1", effect="read", who=frozenset({Who.USER})):
    """Tell which of these records I may see now, and in which of these modules something came in that I may see."""

    PREVIEW: ClassVar[bool] = True

    records: Annotated[tuple[RecordAddress, ...], Field(max_length=MAX_CHECKED)] = ()
    modules: Annotated[tuple[ModuleSince, ...], Field(max_length=MAX_MODULES)] = ()
