"""The audit trail as staff read it, and as the operator verifies that nobody has changed it."""

from typing import Annotated, Final

from pydantic import Field

from contracts.audit import Action, Entry
from contracts.kinds import Instant, Key, TenantName
from contracts.message import Message, Request, Who

GENESIS: Final = "0" * 64
"""What comes before the first entry."""
ENTRIES_AT_ONCE: Final = 2_000
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Number = Annotated[int, Field(ge=0, le=2**53)]


class AuditEntry(Entry):
    """The `n`th entry of the tenant's trail. `hash` covers it and, through its predecessor's, all before it."""

    n: Number
    hash: Hash


class AuditPage(Message):
    """A page of the trail, by time, newest first. It may be short, even empty, and still have a cursor."""

    items: tuple[AuditEntry, ...]
    next_cursor: str | None = None


class ListAudit(
    Request[AuditPage],
    name="identity.list-audit.v1",
    effect="read",
    who=frozenset({Who.STAFF}),
    roles=frozenset({"owner", "auditor"}),
):
    """List who did what: by whom, which action, to which thing, `since` (included) and `until` (not)."""

    actor: Annotated[Key, Field(description="Id of a user, staff member or API key, or `operator`")] | None = None
    action: Annotated[Action, Field(description="E.g. `identity.revoke-api-key`")] | None = None
    subject: Annotated[Key, Field(description="Id of what it was done to")] | None = None
    since: Instant | None = None
    until: Instant | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    cursor: Annotated[str, Field(max_length=500)] | None = None


class ChainBreak(Message):
    """The first entry that is not what was written, and what is wrong: `missing`, `changed`, `doubled` or `head`."""

    n: Number
    why: str


class AuditSlice(Message):
    """How far a look went. `n` and `hash` are the last good entry's; `entries` is how many there are in all."""

    n: Number
    hash: Hash
    entries: Number
    done: bool
    broken: ChainBreak | None = None


class VerifyAudit(
    Request[AuditSlice], name="identity.verify-audit.v1", effect="read", who=frozenset({Who.OPERATOR}), deadline=30.0
):
    """Verify the entries after `n`, which had `hash`: some at a time, until the answer says done or broken."""

    tenant: TenantName
    n: Number = 0
    hash: Hash = GENESIS
    limit: Annotated[int, Field(ge=1, le=ENTRIES_AT_ONCE)] = ENTRIES_AT_ONCE
