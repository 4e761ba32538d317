"""Staff look at a portal as its draft would make it: read-only, as a kind of user rather than as somebody."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from contracts.audited import Audited
from contracts.kinds import Identifier, Key, PortalName, Role, Slug
from contracts.message import Message, Request, Who
from contracts.portal_config.tenancy import DESIGNER_ROLES


class Preview(Message):
    """An access token with which portal and records answer as the draft would, for 15 minutes. None follows it.

    It opens nothing else, and changes nothing. `expires_in` in seconds.
    """

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  the scheme's name, RFC 6750
    expires_in: int
    portal: PortalName
    draft_revision: int


class OpenPreview(
    Request[Preview],
    name="identity.open-preview.v1",
    who=frozenset({Who.STAFF}),
    roles=DESIGNER_ROLES,
    credentials=True,
):
    """Look at the draft as somebody of this account, contact and these roles would; published or not.

    Without an account only what everyone sees shows; without roles all that the draft offers. Later changes of the
    draft are not in it. Ends with one's own session.
    """

    AUDIT: ClassVar[Audited] = Audited(kind="portal", field="slug", tells=("draft_revision", "roles"))

    slug: Slug
    preview_id: Identifier
    draft_revision: Annotated[int, Field(ge=0)]
    account_id: Key | None = None
    contact_id: Key | None = None
    roles: Annotated[tuple[Role, ...], Field(max_length=20)] = ()
