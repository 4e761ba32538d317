"""What could not be taken in: kept with the reason, so that nothing is lost and the rest goes on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from records.domain.public_id import body_key, event_key
from records.domain.refusal import Fault

MAX_KEPT_BYTES: Final = 1_000_000
"""A body is kept up to this; what is longer is cut, and can only be discarded."""
MAX_SHOWN: Final = 16_000
"""Characters of a body that a list shows."""
MAX_ROWS: Final = 5_000
MAX_BYTES: Final = 256_000_000
"""A tenant's quarantine holds so many events and so many bytes of bodies; beyond it the oldest make room."""


class Code(StrEnum):
    """Why an event was not taken in."""

    UNREADABLE = "records.unreadable"
    INVALID = "records.invalid"
    TOO_LARGE = "records.too-large"
    COPIED = "records.copied"
    UNROUTABLE = "records.unroutable"
    FOREIGN_TENANT = "records.foreign-tenant"
    UNKNOWN_TYPE = "records.unknown-type"
    UNKNOWN_MODULE = "records.unknown-module"
    BAD_FIELD = "records.bad-field"
    FOREIGN_SOURCE = "records.foreign-source"
    NOT_STORED = "records.not-stored"


OF_THE_MODULE: Final = (Code.UNKNOWN_MODULE, Code.BAD_FIELD)
"""Reasons that a new definition of the module may end."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as it came: one event, or an array of them. `quiet` ones came as backfill and notify nobody."""

    body: bytes
    content_type: str
    received_at: datetime
    copied: bool = False
    quiet: bool = False
    unroutable: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a code for programs, a sentence for people, and the places that are wrong."""

    code: Code
    detail: str
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """As much as could be read of an event."""

    source: str | None = None
    event_id: str | None = None
    type: str | None = None
    module: str | None = None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One event in quarantine; the same event twice has the same id."""

    id: str
    sent: Sent
    reason: Reason
    about: About


def quarantined(tenant: str, sent: Sent, reason: Reason, about: About | None = None) -> Quarantined:
    """Set an event aside under its own name, or under its body's where it has none."""
    known = about or About()
    if known.source is not None and known.event_id is not None:
        return Quarantined(event_key(tenant, known.source, known.event_id), sent, reason, known)
    return Quarantined(body_key(tenant, sent.body), sent, reason, known)
