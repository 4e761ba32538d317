"""The backoffices that feed a tenant's portals: when each was last heard, and whether somebody waits for it in vain."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts.audited import Audited
from contracts.kinds import Identifier, Instant, ModuleName
from contracts.message import Event, Message, Request, Who

_STAFF = frozenset({Who.STAFF, Who.SYSTEM})
SourceName = Annotated[str, Field(min_length=1, max_length=300)]
Seconds = Annotated[int, Field(ge=60, le=31 * 86_400)]


class SourceSilent(Event, name="records.source.silent.v1"):
    """A source was not heard for longer than expected. Said once; `.resumed` follows when it is back."""

    id: Identifier
    source: SourceName
    heard_at: Instant
    expected_every: int
    modules: tuple[ModuleName, ...]


class SourceResumed(Event, name="records.source.resumed.v1"):
    """A source that was silent is heard again, or nobody waits for it any more."""

    id: Identifier
    source: SourceName
    heard_at: Instant
    silent_since: Instant


class Source(Message):
    """A source: a backoffice as its events name it. `expected_every` is null for as often as any.

    One that is not `watched` is retired: its silence alarms nobody, and no page is called as old as it.
    """

    id: Identifier
    source: SourceName
    heard_at: Instant
    modules: tuple[ModuleName, ...]
    expected_every: int | None
    watched: bool
    silent: bool


class Sources(Message):
    """Every source by name. `usually_every` are the seconds that count where a source has none of its own."""

    items: tuple[Source, ...]
    usually_every: int


class ListSources(
    Request[Sources],
    name="records.list-sources.v1",
    effect="read",
    who=_STAFF,
    roles=frozenset({"owner", "designer", "support", "auditor"}),
    scope="quarantine",
):
    """List the tenant's sources: when each was last heard, and whether it is silent."""


class ExpectSource(
    Request[Source],
    name="records.expect-source.v1",
    who=_STAFF,
    roles=frozenset({"owner", "designer", "support"}),
    scope="quarantine",
):
    """Say how often a source is to be heard, in seconds, or retire it.

    Its heartbeats and all its other events count. Without `expected_every` it is the installation's usual interval.
    """

    AUDIT: ClassVar[Audited] = Audited(kind="source", tells=("expected_every", "watched"))

    id: Identifier
    expected_every: Seconds | None = None
    watched: bool = True
