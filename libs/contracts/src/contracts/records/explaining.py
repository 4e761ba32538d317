"""Why somebody sees a record, or does not: the rules one by one, and what the record was before."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, JsonValue

from contracts.kinds import Identifier, Instant, Key, ModuleName, PortalName, Role
from contracts.message import Message, Request, Who

MAX_EXPLAINED = 50
"""Memberships that one answer tells of."""


class RuleAsked(Message):
    """What one rule says, in the order in which they are asked; `deciding` marks the first that refuses."""

    rule: str
    allowed: bool
    deciding: bool = False


class MissedCondition(Message):
    """A condition of the module's filter that the record does not meet.

    `op` is the portal document's, with `not ` before it where a `not` stands around it and it has no opposite. `value`
    is what is compared with, for this membership; `found` what the record has, hidden or not.
    """

    field: str
    op: str
    value: JsonValue
    found: JsonValue


class Explained(Message):
    """One membership before the record. `version` of the portal is null where there is none to ask.

    `decided_by` is the first rule that refuses, or `allowed`. `missed` tells what the filter misses, whichever rule
    decides. `actions` and `fields` (`hidden`, `read` or `write`) are what the portal grants in the record's module.
    """

    membership_id: Identifier
    user_id: Identifier
    portal: PortalName
    account_id: Key
    contact_id: Key | None
    roles: tuple[Role, ...]
    version: int | None
    in_force: bool
    visible: bool
    decided_by: str
    rules: tuple[RuleAsked, ...]
    missed: tuple[MissedCondition, ...] = ()
    actions: tuple[str, ...] = ()
    fields: dict[str, str] = Field(default_factory=dict)


class RevisionTaken(Message):
    """A revision of the record as it was taken in, and the event that said it. `event_id` is unique per source."""

    revision: int
    received_at: datetime
    source: str
    event_id: str | None
    status: str | None
    accounts: tuple[Key, ...]
    hidden: bool
    visible_from: datetime | None
    visible_until: datetime | None
    deleted: bool


class Explanation(Message):
    """Why. `at` is the moment that the rules were asked about.

    `cause` is the event that made the record what it is; `revisions` are its newest 100, newest first, for as long as
    they are kept. `items` holds a membership each; `more` tells that the user has others.
    """

    id: Identifier
    module: ModuleName
    record_id: Key
    at: datetime
    cause: RevisionTaken
    revisions: tuple[RevisionTaken, ...]
    items: tuple[Explained, ...]
    more: bool = False


class ExplainVisibility(
    Request[Explanation],
    name="records.explain-visibility.v1",
    effect="read",
    who=frozenset({Who.STAFF, Who.SYSTEM}),
    roles=frozenset({"owner", "designer", "support", "auditor"}),
    scope="portals",
):
    """Explain why a membership, or each of a user's, sees a record or does not.

    `id` is the record's own, or with `module` the backoffice's. With `version` the rules are those of that published
    version of the portal; the record, the membership and the modules are always today's. `at` is the moment that
    dates are compared with, now where it is left out.
    """

    id: Key
    module: ModuleName | None = None
    membership: Identifier | None = None
    user: Identifier | None = None
    version: Annotated[int, Field(ge=1)] | None = None
    at: Instant | None = None
