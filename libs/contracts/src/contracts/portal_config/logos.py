"""Logos: small pictures that portals show before anybody signs in, named by what they are."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts.audited import Audited
from contracts.kinds import Identifier, TenantName
from contracts.message import Message, Request, Who
from contracts.portal_config.tenancy import DESIGNER_ROLES, DESIGNERS

MAX_LOGO_BYTES = 200_000
Picture = Annotated[
    str, Field(min_length=4, max_length=(MAX_LOGO_BYTES + 2) // 3 * 4, pattern=r"^[A-Za-z0-9+/]+={0,2}$")
]
"""Bytes in base64 (RFC 4648)."""


class Logo(Message):
    """A logo that is kept. A portal's document names it by `id` as `look.logo`. `width` and `height` in pixels."""

    id: Identifier
    media_type: str
    width: int
    height: int


class KeepLogo(Request[Logo], name="portal-config.keep-logo.v1", who=DESIGNERS, roles=DESIGNER_ROLES, scope="portals"):
    """Keep a picture as a logo: PNG, JPEG or WebP by its content, of at most 200 kB and 2,000 pixels a side.

    The same picture has the same `id`. It shows nowhere before a published portal names it.
    """

    AUDIT: ClassVar[Audited] = Audited(kind="logo", tells=("media_type",))

    content: Picture


class LogoPicture(Message):
    """A logo's bytes."""

    id: Identifier
    media_type: str
    content: Picture


class ShowLogo(Request[LogoPicture], name="portal-config.show-logo.v1", effect="read", who=frozenset({Who.ANYONE})):
    """Show a logo to whoever knows its id: pages name it before sign-in."""

    tenant: TenantName
    id: Identifier
