"""Doors for users: as they see themselves, as staff see them."""

from chassis.call_router import CallRouter
from contracts.identity.people import (
    AcceptTerms,
    ChangeMe,
    ChangeUser,
    ListMemberships,
    ListUsers,
    Memberships,
    PortalUser,
    Profile,
    ShowMe,
    SwitchMembership,
    TermsAccepted,
    Users,
)
from contracts.identity.sessions import SignedIn
from contracts.principal import Principal
from identity.app.use_cases import UseCases

router: CallRouter[UseCases] = CallRouter()


@router.call(ShowMe)
async def on_show_me(request: ShowMe, who: Principal, use: UseCases) -> Profile:
    """Show who is signed in, and as which membership."""
    return await use.show_me(request, who)


@router.call(ChangeMe)
async def on_change_me(request: ChangeMe, who: Principal, use: UseCases) -> Profile:
    """Change one's own profile; what is left out stays."""
    return await use.change_me(request, who)


@router.call(AcceptTerms)
async def on_accept_terms(request: AcceptTerms, who: Principal, use: UseCases) -> TermsAccepted:
    """Accept the terms of one's portal; the first date stays."""
    return await use.accept_terms(request, who)


@router.call(ListMemberships)
async def on_list_memberships(request: ListMemberships, who: Principal, use: UseCases) -> Memberships:
    """List one's own memberships."""
    return await use.list_memberships(request, who)


@router.call(SwitchMembership)
async def on_switch_membership(request: SwitchMembership, who: Principal, use: UseCases) -> SignedIn:
    """Act as another of one's own memberships, without signing in again."""
    return await use.switch_membership(request, who)


@router.call(ListUsers)
async def on_list_users(request: ListUsers, who: Principal, use: UseCases) -> Users:
    """List the tenant's portal users by e-mail address."""
    return await use.list_users(request, who)


@router.call(ChangeUser)
async def on_change_user(request: ChangeUser, who: Principal, use: UseCases) -> PortalUser:
    """Deactivate a user, every session ending within 2 s, or let them in again."""
    return await use.change_user(request, who)
