"""Doors for what identity says of memberships. Revisions guard; no inbox."""

from typing import Final

from chassis.event_router import EventRouter
from contracts.identity.people import MembershipChanged, MembershipGranted, MembershipRevoked
from records.app.context import Context
from records.app.note_membership import note_membership
from records.domain.membership import Membership

memberships: Final[EventRouter[Context]] = EventRouter("records.memberships", guarded=True)


@memberships.on(MembershipGranted)
async def on_membership_granted(event: MembershipGranted, at: Context) -> None:
    """Know a membership."""
    await note_membership(_live(event), at)


@memberships.on(MembershipChanged)
async def on_membership_changed(event: MembershipChanged, at: Context) -> None:
    """Know a membership as it is now."""
    await note_membership(_live(event), at)


@memberships.on(MembershipRevoked)
async def on_membership_revoked(event: MembershipRevoked, at: Context) -> None:
    """Know that a membership has ended."""
    account, slug = event.account_id, _slug(event.portal)
    await note_membership(Membership(event.membership_id, event.user_id, slug, account, event.revision, live=False), at)


def _live(event: MembershipGranted | MembershipChanged) -> Membership:
    return Membership(
        id=event.membership_id,
        user=event.user_id,
        portal=_slug(event.portal),
        account=event.account_id,
        revision=event.revision,
        contact=event.contact_id,
        roles=frozenset(event.roles),
    )


def _slug(portal: str) -> str:
    """Give the name of a portal within its tenant, which is the one that the event is about."""
    return portal.rpartition("/")[2]
