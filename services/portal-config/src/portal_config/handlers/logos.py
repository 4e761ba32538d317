"""Doors for logos."""

from typing import Final

from chassis.call_router import CallRouter
from contracts.portal_config.logos import KeepLogo, Logo, LogoPicture, ShowLogo
from contracts.principal import Principal
from portal_config.app.context import Context
from portal_config.app.keep_logo import keep_logo
from portal_config.app.show_logo import show_logo

router: Final[CallRouter[Context]] = CallRouter()


@router.call(KeepLogo)
async def on_keep_logo(request: KeepLogo, _who: Principal, at: Context) -> Logo:
    """Keep a picture as a logo, once it is sure what it is."""
    return await keep_logo(request, at)


@router.call(ShowLogo, tenant=lambda request: request.tenant)
async def on_show_logo(request: ShowLogo, _who: Principal, at: Context) -> LogoPicture:
    """Show a logo to whoever knows its id."""
    return await show_logo(request, at)
