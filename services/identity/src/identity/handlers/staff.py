"""Doors for owners: who is staff, and as what."""

from chassis.call_router import CallRouter
from contracts.identity.staff import ChangeStaff, InviteStaff, ListStaff, RemoveStaff, StaffEntries, StaffEntry
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.use_cases import UseCases

router: CallRouter[UseCases] = CallRouter()


@router.call(ListStaff)
async def on_list_staff(request: ListStaff, who: Principal, use: UseCases) -> StaffEntries:
    """List the tenant's staff by e-mail address."""
    return await use.list_staff(request, who)


@router.call(InviteStaff)
async def on_invite_staff(request: InviteStaff, who: Principal, use: UseCases) -> StaffEntry:
    """Invite somebody to the console by a one-time link, or mail them a new one."""
    return await use.invite_staff(request, who)


@router.call(ChangeStaff)
async def on_change_staff(request: ChangeStaff, who: Principal, use: UseCases) -> StaffEntry:
    """Change a staff member; the last active owner stays one."""
    return await use.change_staff(request, who)


@router.call(RemoveStaff)
async def on_remove_staff(request: RemoveStaff, who: Principal, use: UseCases) -> Nothing:
    """Remove a staff member, every session ending within 2 s; the last active owner stays."""
    return await use.remove_staff(request, who)
