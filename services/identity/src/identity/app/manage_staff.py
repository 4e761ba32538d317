"""Owners list, change and remove staff. Each change holds the list, so that two at once cannot leave no owner."""

from contracts.identity.staff import ChangeStaff, ListStaff, RemoveStaff, StaffEntries, StaffEntry
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.ending import say_revoked
from identity.app.showing import staff_entry_shown
from identity.domain.link import LinkState, Purpose
from identity.domain.refusal import NotFound
from identity.domain.session import Holder
from identity.domain.staff import MAX_STAFF, StaffMember, StaffState, refuse_without_owner
from identity.ports import Outside


async def list_staff(outside: Outside, _request: ListStaff, _who: Principal) -> StaffEntries:
    """Give all of them."""
    everybody = await outside.staff.all()
    return StaffEntries(items=tuple(staff_entry_shown(each) for each in everybody[:MAX_STAFF]))


async def change_staff(outside: Outside, request: ChangeStaff, _who: Principal) -> StaffEntry:
    """Change one. Raises LastOwner. Whoever may less from now on loses the access tokens made before."""
    before = await _held(outside, request.id)
    after = before.changed(request.name, request.roles, active=request.active)
    refuse_without_owner(before, after, await outside.staff.all())
    await outside.staff.put(after)
    if before.state is not StaffState.DEACTIVATED and after.state is StaffState.DEACTIVATED:
        await _shut_out(outside, before)
    elif not set(before.roles) <= set(after.roles):
        say_revoked(outside, "staff", after.id)
    return staff_entry_shown(after)


async def remove_staff(outside: Outside, request: RemoveStaff, _who: Principal) -> Nothing:
    """Remove one. Raises LastOwner."""
    member = await _held(outside, request.id)
    refuse_without_owner(member, None, await outside.staff.all())
    await outside.staff.remove(member.id)
    await _shut_out(outside, member)
    return Nothing()


async def _held(outside: Outside, staff_id: str) -> StaffMember:
    await outside.tenant_book.hold_staff()
    member = await outside.staff.get(staff_id)
    if member is None:
        raise NotFound
    return member


async def _shut_out(outside: Outside, member: StaffMember) -> None:
    await outside.links.close(Purpose.STAFF, [member.id], LinkState.WITHDRAWN)
    await outside.sessions.end_all(Holder.STAFF, member.id)
    say_revoked(outside, "staff", member.id)
