"""Keeps a picture for portals to name as their logo."""

from base64 import b64decode
from binascii import Error

from contracts.portal_config.logos import KeepLogo
from contracts.portal_config.logos import Logo as Answer
from portal_config.app.context import Context
from portal_config.domain.logo import MAX_LOGOS, Logo
from portal_config.domain.refusal import NoLogo, TooMany


async def keep_logo(request: KeepLogo, at: Context) -> Answer:
    """Keep it, once however often it is sent. Raises NoLogo, TooMany."""
    try:
        logo = Logo.of(b64decode(request.content, validate=True))
    except Error as error:
        raise NoLogo("It is no base64.") from error
    await at.tenants.take_turn()
    if await at.logos.find(logo.id) is None:
        if await at.logos.count() >= MAX_LOGOS:
            raise TooMany(f"A tenant has at most {MAX_LOGOS} logos.")
        await at.logos.add(logo)
    return Answer(id=logo.id, media_type=logo.media_type, width=logo.width, height=logo.height)
