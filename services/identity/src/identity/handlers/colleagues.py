"""Doors for customers' admins: who else acts for their account in this portal."""

from chassis.call_router import CallRouter
from contracts.identity.colleagues import (
    ChangeColleague,
    Colleague,
    Colleagues,
    InviteColleague,
    InvitedColleague,
    ListColleagues,
    RemoveColleague,
    WithdrawColleague,
)
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.use_cases import UseCases

router: CallRouter[UseCases] = CallRouter()


@router.call(ListColleagues)
async def on_list_colleagues(request: ListColleagues, who: Principal, use: UseCases) -> Colleagues:
    """List who acts for one's own account in this portal, and who is invited to."""
    return await use.list_colleagues(request, who)


@router.call(InviteColleague)
async def on_invite_colleague(request: InviteColleague, who: Principal, use: UseCases) -> InvitedColleague:
    """Invite somebody to one's own portal and account, with no more rights than one's own."""
    return await use.invite_colleague(request, who)


@router.call(ChangeColleague)
async def on_change_colleague(request: ChangeColleague, who: Principal, use: UseCases) -> Colleague:
    """Give a colleague other roles, in force within 2 s; the last admin stays one."""
    return await use.change_colleague(request, who)


@router.call(RemoveColleague)
async def on_remove_colleague(request: RemoveColleague, who: Principal, use: UseCases) -> Nothing:
    """End a colleague's membership within 2 s; the last admin stays."""
    return await use.remove_colleague(request, who)


@router.call(WithdrawColleague)
async def on_withdraw_colleague(request: WithdrawColleague, who: Principal, use: UseCases) -> Nothing:
    """Take back an open invitation to one's own portal and account."""
    return await use.withdraw_colleague(request, who)
