"""Doors for inviting and accepting."""

from chassis.call_router import CallRouter
from contracts.identity.invitations import (
    AcceptInvitation,
    CreateInvitations,
    Invitation,
    InvitationPreview,
    Invitations,
    ListInvitations,
    ResendInvitation,
    ShowInvitation,
    WithdrawInvitation,
)
from contracts.identity.sessions import SignedIn
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.use_cases import UseCases
from identity.domain.link import tenant_of_link

router: CallRouter[UseCases] = CallRouter()


@router.call(CreateInvitations)
async def on_create_invitations(request: CreateInvitations, who: Principal, use: UseCases) -> Invitations:
    """Invite one person or many; where one cannot be invited, nobody is, and each place is named."""
    return await use.create_invitations(request, who)


@router.call(ListInvitations)
async def on_list_invitations(request: ListInvitations, who: Principal, use: UseCases) -> Invitations:
    """List invitations, newest first, by state."""
    return await use.list_invitations(request, who)


@router.call(ResendInvitation)
async def on_resend_invitation(request: ResendInvitation, who: Principal, use: UseCases) -> Invitation:
    """Mail an invitation again with a new link; the old link stops working."""
    return await use.resend_invitation(request, who)


@router.call(WithdrawInvitation)
async def on_withdraw_invitation(request: WithdrawInvitation, who: Principal, use: UseCases) -> Nothing:
    """Take an invitation back; its link stops working."""
    return await use.withdraw_invitation(request, who)


@router.call(ShowInvitation, tenant=lambda request: tenant_of_link(request.token))
async def on_show_invitation(request: ShowInvitation, who: Principal, use: UseCases) -> InvitationPreview:
    """Look at an invitation; changes nothing."""
    return await use.show_invitation(request, who)


@router.call(AcceptInvitation, tenant=lambda request: tenant_of_link(request.token))
async def on_accept_invitation(request: AcceptInvitation, who: Principal, use: UseCases) -> SignedIn:
    """Accept an invitation, once: a new user sets a password, an existing one proves who they are."""
    return await use.accept_invitation(request, who)
