"""Shows a logo's bytes."""

from base64 import b64encode

from contracts.portal_config.logos import LogoPicture, ShowLogo
from portal_config.app.context import Context
from portal_config.domain.refusal import UnknownLogo


async def show_logo(request: ShowLogo, at: Context) -> LogoPicture:
    """Give it. Raises UnknownLogo."""
    logo = await at.logos.find(request.id)
    if logo is None:
        raise UnknownLogo
    return LogoPicture(id=logo.id, media_type=logo.media_type, content=b64encode(logo.content).decode())
