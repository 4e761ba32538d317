"""Versions looked at and compared, and portals switched off and on."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts.audited import Audited
from contracts.changes import Change
from contracts.kinds import Slug
from contracts.message import Message, Request
from contracts.portal_config.portals import Document, Portal, Version
from contracts.portal_config.tenancy import DESIGNER_ROLES, DESIGNERS, VIEWER_ROLES

Named = Annotated[str, Field(pattern=r"^([1-9][0-9]{0,8}|draft|published)$")]
"""A version by its number, the version in force, or the draft."""


class WholeVersion(Version):
    """One published version with its document."""

    document: Document


class ShowVersion(
    Request[WholeVersion],
    name="portal-config.show-version.v1",
    effect="read",
    who=DESIGNERS,
    roles=VIEWER_ROLES,
    scope="portals",
):
    """Show a published version, whole."""

    slug: Slug
    version: Annotated[int, Field(ge=1)]


class Comparison(Message):
    """What differs between two versions of a portal, at most 500 changes; `more` tells that there are others."""

    slug: Slug
    before: Named
    after: Named
    changes: tuple[Change, ...]
    more: bool = False


class CompareVersions(
    Request[Comparison],
    name="portal-config.compare-versions.v1",
    effect="read",
    who=DESIGNERS,
    roles=VIEWER_ROLES,
    scope="portals",
):
    """Compare two versions of a portal, or one with its draft."""

    slug: Slug
    before: Named = "published"
    after: Named = "draft"


class EarlierDraft(Message):
    """A draft as it was at a revision, before it was saved over."""

    slug: Slug
    revision: int
    document: Document


class ShowEarlierDraft(
    Request[EarlierDraft],
    name="portal-config.show-earlier-draft.v1",
    effect="read",
    who=DESIGNERS,
    roles=VIEWER_ROLES,
    scope="portals",
):
    """Show what a draft was before it was saved over; the last 30 are kept."""

    slug: Slug
    revision: Annotated[int, Field(ge=1)]


class SwitchPortal(
    Request[Portal], name="portal-config.switch-portal.v1", who=DESIGNERS, roles=DESIGNER_ROLES, scope="portals"
):
    """Switch a published portal off, for everybody at once, or on again with the version that it had."""

    AUDIT: ClassVar[Audited] = Audited(tells=("on",))

    slug: Slug
    on: bool
