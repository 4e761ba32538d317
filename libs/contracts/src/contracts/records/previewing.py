"""Drafts that records answers by for a while, so that their author sees them at work before publishing."""

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from contracts.audited import Audited
from contracts.kinds import Identifier, Role, Slug
from contracts.message import Message, Request, Who
from contracts.portal_config.portals import Document
from contracts.portal_config.tenancy import DESIGNER_ROLES


class KeptPreview(Message):
    """A draft that tokens may name. The same draft has the same `id`."""

    id: Identifier
    draft_revision: int
    expires_at: datetime


class KeepPreview(
    Request[KeptPreview], name="records.keep-preview.v1", who=frozenset({Who.STAFF}), roles=DESIGNER_ROLES
):
    """Keep a draft to answer by, for as long as a token may name it. Refused where the draft knows no such role.

    Nobody sees anything by it until identity has signed a token that names it.
    """

    AUDIT: ClassVar[Audited] = Audited(done=False)

    slug: Slug
    draft_revision: Annotated[int, Field(ge=0)]
    document: Document
    roles: Annotated[tuple[Role, ...], Field(max_length=20)] = ()
