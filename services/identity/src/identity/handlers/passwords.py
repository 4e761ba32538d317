"""Doors for forgotten, reset and changed passwords."""

from chassis.call_router import CallRouter
from contracts.identity.passwords import (
    ChangePassword,
    ForgotPassword,
    ForgotStaffPassword,
    PasswordLink,
    ResetPassword,
    ShowPasswordLink,
)
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.use_cases import UseCases
from identity.domain.link import tenant_of_link

router: CallRouter[UseCases] = CallRouter()


@router.call(ForgotPassword, tenant=lambda request: request.portal.split("/", 1)[0])
async def on_forgot_password(request: ForgotPassword, who: Principal, use: UseCases) -> Nothing:
    """Ask for a reset link by mail; the same answer whether the address exists."""
    return await use.forgot_password(request, who)


@router.call(ForgotStaffPassword, tenant=lambda request: request.tenant)
async def on_forgot_staff_password(request: ForgotStaffPassword, who: Principal, use: UseCases) -> Nothing:
    """Ask for a reset link to the console by mail; the same answer whether the address exists."""
    return await use.forgot_staff_password(request, who)


@router.call(ShowPasswordLink, tenant=lambda request: tenant_of_link(request.token))
async def on_show_password_link(request: ShowPasswordLink, who: Principal, use: UseCases) -> PasswordLink:
    """Look at a mailed link that sets a password; changes nothing."""
    return await use.show_password_link(request, who)


@router.call(ResetPassword, tenant=lambda request: tenant_of_link(request.token))
async def on_reset_password(request: ResetPassword, who: Principal, use: UseCases) -> Nothing:
    """Set a new password with a mailed link, once; ends every session and opens none."""
    return await use.reset_password(request, who)


@router.call(ChangePassword)
async def on_change_password(request: ChangePassword, who: Principal, use: UseCases) -> Nothing:
    """Change one's own password; every other session ends within 2 s."""
    return await use.change_password(request, who)
