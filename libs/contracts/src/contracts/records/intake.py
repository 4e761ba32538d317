"""What became of the backoffice's events: records changed, policies in force, and the quarantine."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from contracts.audited import Audited
from contracts.kinds import Amount, Currency, Identifier, Key, ModuleName, Name, Slug
from contracts.message import Event, Message, Nothing, Request, Who
from contracts.problem import Fault

_STAFF = frozenset({Who.STAFF, Who.SYSTEM})
_ROLES = frozenset({"owner", "designer", "support"})


class RecordChanged(Event, name="records.record.changed.v1"):
    """A record appeared or changed. No free fields: whoever needs them asks records."""

    id: Identifier
    module: ModuleName
    record_id: Key
    revision: int
    accounts: tuple[Key, ...]
    status: str | None
    change: Literal["created", "updated"]
    currency: Currency | None = None
    total: Amount | None = None
    balance: Amount | None = None
    quiet: bool = False
    above: tuple[Key, ...] | None = None


class RecordRemoved(Event, name="records.record.removed.v1"):
    """A record is gone as of this revision."""

    id: Identifier
    module: ModuleName
    record_id: Key
    revision: int
    accounts: tuple[Key, ...]


class RecordAppeared(Event, name="records.record.appeared.v1"):
    """A record's `visible_from` has passed: it shows from now on, where its policy lets it."""

    id: Identifier
    module: ModuleName
    record_id: Key
    revision: int
    accounts: tuple[Key, ...]
    status: str | None
    at: datetime
    above: tuple[Key, ...] | None = None


class RecordVanished(Event, name="records.record.vanished.v1"):
    """A record's `visible_until` has passed: nobody sees it any more."""

    id: Identifier
    module: ModuleName
    record_id: Key
    revision: int
    accounts: tuple[Key, ...]
    status: str | None
    at: datetime


class AccountPerson(Message):
    """Personal data of an account, which may be a person, apart so that it can be found and forgotten."""

    name: Name


class AccountChanged(Event, name="records.account.changed.v1"):
    """An account appeared or changed."""

    account_id: Key
    revision: int
    parent: Key | None
    person: AccountPerson | None = None


class AccountRemoved(Event, name="records.account.removed.v1"):
    """An account is gone as of this revision."""

    account_id: Key
    revision: int


class PolicyChanged(Event, name="records.policy.changed.v1", broadcast=True):
    """A portal version is committed in records: replicas swap to it."""

    portal: Slug
    version: int


class QuarantinedEvent(Message):
    """One event that could not be taken in, with the reason. `body` is what was sent, as text, cut at 16 kB."""

    id: Identifier
    received_at: datetime
    source: str | None
    event_id: str | None
    type: str | None
    code: str
    detail: str
    errors: tuple[Fault, ...] = ()
    body: str


class Quarantine(Message):
    """A page of the quarantine, newest first."""

    items: tuple[QuarantinedEvent, ...]
    next_cursor: str | None = None


class ListQuarantine(
    Request[Quarantine], name="records.list-quarantine.v1", effect="read", who=_STAFF, roles=_ROLES, scope="quarantine"
):
    """List the tenant's events in quarantine."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    cursor: Annotated[str, Field(max_length=500)] | None = None


class Retried(Message):
    """What became of a retry; refused again, `code` and `detail` say why today."""

    taken_in: bool
    code: str | None = None
    detail: str | None = None


class RetryQuarantined(
    Request[Retried], name="records.retry-quarantined.v1", who=_STAFF, roles=_ROLES, scope="quarantine"
):
    """Take an event in again. Still refused: it stays, with the reason of today."""

    AUDIT: ClassVar[Audited] = Audited(kind="quarantined-event", tells=("taken_in", "code"))

    id: Identifier


class DiscardQuarantined(
    Request[Nothing], name="records.discard-quarantined.v1", who=_STAFF, roles=_ROLES, scope="quarantine"
):
    """Throw a quarantined event away."""

    AUDIT: ClassVar[Audited] = Audited(kind="quarantined-event")

    id: Identifier
