"""Invites one person or many to portals: all of them, or, where one cannot be, nobody."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from contracts.identity.invitations import CreateInvitations, Invitations, Invitee
from contracts.principal import Principal
from identity.app.sending import Known, inviter_name, look_up, send
from identity.app.showing import invitation_shown
from identity.domain.address import folded
from identity.domain.invitation import InvalidInvitations, Invitation
from identity.domain.refusal import Fault
from identity.ports import Outside

Place = tuple[str, str, str]


async def create_invitations(outside: Outside, request: CreateInvitations, who: Principal) -> Invitations:
    """Invite them. Raises InvalidInvitations with each place that is wrong."""
    invitees = request.invitees()
    known = await look_up(outside, [each.portal for each in invitees], [each.email for each in invitees])
    taken = await _memberships(outside, known)
    checks = _Checks(known, taken)
    for index, invitee in enumerate(invitees):
        checks.check(f"/invitations/{index}" if request.invitations else "", invitee)
    checks.refuse_faults()
    now = outside.clock.now()
    invitations = await _invitations(outside, invitees, await inviter_name(outside, who), now)
    await send(outside, invitations, known)
    return Invitations(items=tuple(invitation_shown(outside.tenant, each, now) for each in invitations))


async def _memberships(outside: Outside, known: Known) -> Collection[Place]:
    """Give which address is a member of which portal for which account."""
    addresses = {user.id: address for address, user in known.users.items()}
    memberships = await outside.memberships.of_users(addresses)
    return {(addresses[each.user], each.portal, each.account) for each in memberships if each.active}


async def _invitations(
    outside: Outside, invitees: Sequence[Invitee], inviter: str, now: datetime
) -> Sequence[Invitation]:
    """Make new invitations, or renew those that are open for the same address, portal and account."""
    open_ones = await outside.invitations.open_for(sorted({folded(invitee.email) for invitee in invitees}))
    before = {invitation.place: invitation for invitation in open_ones}
    expires_at = now + outside.lifetimes.invitation
    made = []
    for invitee in invitees:
        new = Invitation(
            id=outside.chance.id(),
            portal=invitee.portal,
            email=invitee.email,
            name=invitee.name,
            account=invitee.account_id,
            contact=invitee.contact_id,
            roles=invitee.roles,
            language=invitee.language,
            inviter=inviter,
            created_at=now,
            expires_at=expires_at,
        )
        old = before.get(new.place)
        made.append(replace(new, id=old.id, created_at=old.created_at, attempt=old.attempt + 1) if old else new)
    return made


class _Checks:
    """Collects what is wrong, each with its place."""

    def __init__(self, known: Known, members: Collection[Place]) -> None:
        self.known, self.members = known, members
        self.faults: list[Fault] = []
        self.seen: set[Place] = set()

    def check(self, pointer: str, invitee: Invitee) -> None:
        """Check one invitee."""
        self._check_portal(pointer, invitee)
        place = (folded(invitee.email), invitee.portal, invitee.account_id)
        user = self.known.users.get(place[0])
        if user is not None and not user.active:
            self._add(f"{pointer}/email", "identity.user-deactivated", "This user is deactivated; let them in again.")
        if place in self.members:
            self._add(f"{pointer}/email", "identity.already-member", "This user acts for this account there already.")
        if place in self.seen:
            self._add(f"{pointer}/email", "identity.invited-twice", "The same address is in here twice.")
        self.seen.add(place)

    def refuse_faults(self) -> None:
        """Raise InvalidInvitations where something is wrong."""
        if self.faults:
            raise InvalidInvitations(tuple(self.faults))

    def _check_portal(self, pointer: str, invitee: Invitee) -> None:
        portal = self.known.portals.get(invitee.portal)
        if portal is None or not portal.open:
            self._add(f"{pointer}/portal", "identity.unknown-portal", f"No portal {invitee.portal} is published.")
            return
        self.faults.extend(portal.role_faults(invitee.roles, f"{pointer}/roles"))

    def _add(self, pointer: str, code: str, detail: str) -> None:
        self.faults.append(Fault(pointer, code, detail))
