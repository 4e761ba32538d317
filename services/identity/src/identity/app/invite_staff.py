"""Invites somebody to the console: a one-time link by mail, a new one each time until they came."""

from dataclasses import replace

from contracts.identity.staff import InvitedStaffPerson, InviteStaff, StaffEntry, StaffInvited
from contracts.principal import Principal
from identity.app.links import issue_links
from identity.app.sending import inviter_name, take_mails, tenant_name
from identity.app.showing import staff_entry_shown
from identity.domain.link import Purpose
from identity.domain.staff import AS_USUAL, MAX_STAFF, StaffKnown, StaffMember, StaffState, TooManyStaff
from identity.ports import Outside


async def invite_staff(outside: Outside, request: InviteStaff, who: Principal) -> StaffEntry:
    """Invite them. Raises StaffKnown, TooManyStaff, TooManyTries."""
    await outside.tenant_book.hold_staff()
    known = await outside.staff.by_email(request.email)
    if known is not None and known.state is not StaffState.INVITED:
        raise StaffKnown
    if known is None and len(await outside.staff.all()) >= MAX_STAFF:
        raise TooManyStaff
    await take_mails(outside, [request.email])
    member = StaffMember(
        id=known.id if known else outside.chance.id(),
        email=request.email,
        name=request.name,
        roles=tuple(dict.fromkeys(request.roles)),
        state=StaffState.INVITED,
        created_at=known.created_at if known else outside.clock.now(),
        preferences=replace(AS_USUAL, language=request.language),
    )
    await outside.staff.put(member)
    expires_at = outside.clock.now() + outside.lifetimes.activation
    tokens = await issue_links(outside, Purpose.STAFF, [member.id], expires_at)
    event = StaffInvited(
        request_id=outside.chance.id(),
        staff_id=member.id,
        tenant_name=await tenant_name(outside),
        language=request.language,
        expires_at=expires_at,
        sealed_token=outside.sealer.seal(tokens[member.id]),
        person=InvitedStaffPerson(email=member.email, name=member.name, inviter=await inviter_name(outside, who)),
    )
    outside.voice.emit(event, f"staff/{member.id}")
    return staff_entry_shown(member)
