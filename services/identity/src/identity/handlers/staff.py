"""Doors for owners: who is staff, and as what; and for each of them: their own profile."""

from chassis.call_router import CallRouter
from contracts.identity.own_profile import ChangeOwnProfile, OwnProfile, ShowOwnProfile
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


@router.call(ShowOwnProfile)
async def on_show_own_profile(request: ShowOwnProfile, who: Principal, use: UseCases) -> OwnProfile:
    """Show which staff member is signed in, and how they read."""
    return await use.show_own_profile(request, who)


@router.call(ChangeOwnProfile)
async def on_change_own_profile(request: ChangeOwnProfile, who: Principal, use: UseCases) -> OwnProfile:
    """Change one's own profile as staff; what is left out stays."""
    return await use.change_own_profile(request, who)
