"""Doors for signing in, staying signed in and signing out."""

from chassis.call_router import CallRouter
from contracts.identity.sessions import (
    ActivateStaff,
    RefreshSession,
    SignedIn,
    SignIn,
    SignInStaff,
    SignOut,
    StaffSignedIn,
    Tokens,
)
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.use_cases import UseCases
from identity.domain.link import tenant_of_link
from identity.domain.refresh_token import tenant_of_refresh_token

router: CallRouter[UseCases] = CallRouter()


@router.call(SignIn, tenant=lambda request: request.portal.split("/", 1)[0])
async def on_sign_in(request: SignIn, who: Principal, use: UseCases) -> SignedIn:
    """Sign in to a portal; every failure looks alike and takes as long."""
    return await use.sign_in(request, who)


@router.call(RefreshSession, tenant=lambda request: tenant_of_refresh_token(request.refresh_token))
async def on_refresh_session(request: RefreshSession, who: Principal, use: UseCases) -> Tokens:
    """Get the next access and refresh token; one that was replaced ends the session."""
    return await use.refresh_session(request, who)


@router.call(SignOut)
async def on_sign_out(request: SignOut, who: Principal, use: UseCases) -> Nothing:
    """End the session that makes the call, on every replica within 2 s."""
    return await use.sign_out(request, who)


@router.call(SignInStaff, tenant=lambda request: request.tenant)
async def on_sign_in_staff(request: SignInStaff, who: Principal, use: UseCases) -> StaffSignedIn:
    """Sign in to the console; every failure looks alike and takes as long."""
    return await use.sign_in_staff(request, who)


@router.call(ActivateStaff, tenant=lambda request: tenant_of_link(request.token))
async def on_activate_staff(request: ActivateStaff, who: Principal, use: UseCases) -> StaffSignedIn:
    """Set the first password of a staff member with the token of their link, once."""
    return await use.activate_staff(request, who)
