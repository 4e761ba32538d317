"""Saying again what holds: for a consumer that lost what it knew, or came later than what was said."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts.audited import Audited
from contracts.kinds import TenantName
from contracts.message import Message, Request, Who

_OPERATOR = frozenset({Who.OPERATOR})
Place = Annotated[str, Field(max_length=100, pattern=r"^[A-Za-z0-9_/-]*$")]


class Republished(Message):
    """A page of it: so many events were `said`. The next page begins behind `next`, null at the end."""

    said: int
    next: Place | None = None


class RepublishPortals(Request[Republished], name="portal-config.republish-portals.v1", who=_OPERATOR):
    """Say again a tenant's modules, every version of its portals that are on, which are off, and its name.

    Consumers that know it already drop it: versions and revisions guard. Safe to repeat; `after` is empty at first.
    """

    AUDIT: ClassVar[Audited] = Audited(kind="tenant", field="tenant", tells=("said",))

    tenant: TenantName
    after: Place = ""


class RepublishMemberships(Request[Republished], name="identity.republish-memberships.v1", who=_OPERATOR):
    """Say again which memberships of a tenant hold. What has ended is not said again.

    Consumers that know it already drop it: revisions guard. Safe to repeat; `after` is empty at first.
    """

    AUDIT: ClassVar[Audited] = Audited(kind="tenant", field="tenant", tells=("said",))

    tenant: TenantName
    after: Place = ""
