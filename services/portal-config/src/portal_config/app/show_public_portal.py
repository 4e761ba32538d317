"""Shows a published portal to anybody."""

from contracts.portal_config.portals import PublicPortal, ShowPublicPortal
from portal_config.app.context import Context
from portal_config.app.finding import the_portal
from portal_config.domain.refusal import PortalOff, UnknownPortal


async def show_public_portal(request: ShowPublicPortal, at: Context) -> PublicPortal:
    """Give what anybody may know of the version in force. Raises UnknownPortal, PortalOff."""
    portal = await the_portal(at, request.slug)
    version = await at.versions.find(portal.slug, portal.published) if portal.published else None
    if version is None:
        raise UnknownPortal
    if not portal.on:
        raise PortalOff
    document = version.document.value
    return PublicPortal(
        portal=f"{at.tenant}/{portal.slug}",
        name=document["name"],
        languages=document["languages"],
        language=document["defaults"]["language"],
        look=document["look"],
        sign_in=document["sign_in"],
        terms=document.get("terms"),
    )
