"""Every message there is, and who consumes which event: the one list that topology, schemas and pages come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from contracts import audit, notifications, republishing
from contracts.backoffice import account, record
from contracts.identity import audit as trail
from contracts.identity import (
    colleagues,
    invitations,
    own_profile,
    own_sessions,
    passwords,
    people,
    person,
    previewing,
    role_counts,
    sessions,
    staff,
    tenancy,
    view_as,
)
from contracts.message import EVENTS, REQUESTS, Event, Request
from contracts.notifications import feed
from contracts.portal_config import logos, portals, presets, versions
from contracts.portal_config import tenancy as portal_tenancy
from contracts.records import (
    accounts,
    dashboard,
    explaining,
    exporting,
    history,
    intake,
    jobs,
    sampling,
    searching,
    sight,
    sources,
    viewing,
    watching,
)
from contracts.records import previewing as drafts

MODULES: Final = (
    account,
    record,
    audit,
    trail,
    invitations,
    own_profile,
    own_sessions,
    passwords,
    people,
    person,
    role_counts,
    colleagues,
    previewing,
    sessions,
    staff,
    tenancy,
    view_as,
    logos,
    portals,
    presets,
    versions,
    portal_tenancy,
    explaining,
    sight,
    intake,
    viewing,
    history,
    dashboard,
    exporting,
    searching,
    watching,
    sources,
    accounts,
    sampling,
    drafts,
    jobs,
    notifications,
    feed,
    republishing,
)
"""Imported for what they register."""
PUBLIC: Final = tuple(event for _, event in sorted(EVENTS.items()) if event.PUBLIC)
"""What backoffices hear of."""


@dataclass(frozen=True, slots=True)
class Consumer:
    """One concern of one service: a quorum queue of its own with these event types."""

    service: str
    concern: str
    events: tuple[type[Event], ...]

    @property
    def queue(self) -> str:
        """Give the queue's name, `<consumer>.<concern>`."""
        return f"{self.service}.{self.concern}"


CONSUMERS: Final = (
    Consumer("identity", "portals", (portals.PortalPublished, portals.PortalUnpublished, portal_tenancy.TenantChanged)),
    Consumer("identity", "accounts", (intake.AccountChanged, intake.AccountRemoved)),
    Consumer("identity", "audit", (audit.EntryRecorded,)),
    Consumer("records", "policies", (portals.PortalPublished, portals.PortalUnpublished)),
    Consumer("records", "modules", (portal_tenancy.ModuleDefined,)),
    Consumer("records", "memberships", (people.MembershipGranted, people.MembershipChanged, people.MembershipRevoked)),
    Consumer("notifications", "invitations", (invitations.InvitationCreated, invitations.InvitationWithdrawn)),
    Consumer(
        "notifications", "accounts", (passwords.PasswordResetRequested, passwords.PasswordChanged, staff.StaffInvited)
    ),
    Consumer("notifications", "feed", PUBLIC),
)


@dataclass(frozen=True, slots=True)
class Follower:
    """One concern of one service that each of its replicas follows for itself: in a queue that is gone with it.

    What was said while a replica was not there it never hears; so nothing that has to happen hangs on it.
    """

    service: str
    concern: str
    events: tuple[type[Event], ...]

    @property
    def queue(self) -> str:
        """Give what the names of its queues begin with, `<service>.<concern>`; the broker puts the rest."""
        return f"{self.service}.{self.concern}"


FOLLOWERS: Final = (
    Follower(
        "edge", "live", (intake.RecordChanged, intake.RecordRemoved, intake.RecordAppeared, intake.RecordVanished)
    ),
)

SERVICES: Final = ("identity", "portal-config", "records", "documents", "payments", "notifications", "edge")


def requests() -> Mapping[str, type[Request[Any]]]:
    """Give every call by name."""
    return dict(sorted(REQUESTS.items()))


def events() -> Mapping[str, type[Event]]:
    """Give every event by name."""
    return dict(sorted(EVENTS.items()))


def consumers_of(service: str) -> tuple[Consumer, ...]:
    """Give the event queues of one service."""
    return tuple(consumer for consumer in CONSUMERS if consumer.service == service)


def backoffice_events() -> Mapping[str, type[Event]]:
    """Give the events that only a backoffice says."""
    return {name: event for name, event in events().items() if name.startswith("backoffice.")}
