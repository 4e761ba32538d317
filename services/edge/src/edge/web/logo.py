"""A portal's logo: served from here under its fingerprint, so that no page reaches for another's server."""

from base64 import b64decode
from typing import Final

from starlette.responses import Response

from contracts.portal_config.logos import ShowLogo
from edge.app.logos import Picture
from edge.domain.logos import is_ours
from edge.domain.refusal import NotFound
from edge.web.visit import Visit

KINDS: Final = frozenset({"image/png", "image/jpeg", "image/webp"})
"""What is served as a picture, whatever is said of it elsewhere: none of them runs."""
HEADERS: Final = {
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": "default-src 'none'; sandbox",
    "content-disposition": "inline",
}


async def show(visit: Visit) -> Response:
    """Show a logo of the portal's tenant. Raises NotFound."""
    return await _shown(visit, visit.portal.partition("/")[0])


async def show_to_staff(visit: Visit) -> Response:
    """Show a logo of their own tenant to staff, before anything is published."""
    return await _shown(visit, visit.admitted.who.tenant)


async def _shown(visit: Visit, tenant: str) -> Response:
    logo = visit.http.path_params["logo"]
    if not is_ours(logo):
        raise NotFound

    async def asked() -> Picture:
        answer = await visit.ask(ShowLogo(tenant=tenant, id=logo))
        if answer["media_type"] not in KINDS:
            raise NotFound
        return Picture(answer["media_type"], b64decode(answer["content"]))

    picture = await visit.tools.logos.of(tenant, logo, asked)
    return Response(picture.content, headers=HEADERS, media_type=picture.media_type)
