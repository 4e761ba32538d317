"""Portals: draft, publish, versions. The document is that of `docs/portal-document.md`."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from contracts.audited import Audited
from contracts.kinds import Language, Name, PortalName, Slug, TenantName
from contracts.message import Event, Message, Nothing, Request, Who
from contracts.portal_config.notices import Terms
from contracts.portal_config.tenancy import DESIGNER_ROLES, DESIGNERS, VIEWER_ROLES

Document = Annotated[dict[str, JsonValue], Field(max_length=40)]


class Portal(Message):
    """A portal in the list. `published_version` is null until the first publish, and in force while it is `on`."""

    slug: Slug
    name: Name
    audience: Literal["customer", "supplier"]
    published_version: int | None
    draft_revision: int
    on: bool = True


class Portals(Message):
    """All portals of the tenant, by slug."""

    items: tuple[Portal, ...]


class ListPortals(
    Request[Portals],
    name="portal-config.list-portals.v1",
    effect="read",
    who=DESIGNERS,
    roles=VIEWER_ROLES,
    scope="portals",
):
    """List the tenant's portals."""


class CreatePortal(
    Request[Portal], name="portal-config.create-portal.v1", who=DESIGNERS, roles=DESIGNER_ROLES, scope="portals"
):
    """Make a portal with a sensible draft from the presets; nothing shows until it is published."""

    slug: Slug
    name: Name
    audience: Literal["customer", "supplier"] = "customer"


class RemovePortal(
    Request[Nothing], name="portal-config.remove-portal.v1", who=DESIGNERS, roles=DESIGNER_ROLES, scope="portals"
):
    """Remove a portal that was never published. One that was stays, with its versions: switch it off instead."""

    AUDIT: ClassVar[Audited] = Audited(kind="portal")

    slug: Slug


class Draft(Message):
    """A portal's draft. `revision` is the ETag."""

    slug: Slug
    revision: int
    document: Document
    changed_at: datetime


class ShowDraft(
    Request[Draft],
    name="portal-config.show-draft.v1",
    effect="read",
    who=DESIGNERS,
    roles=VIEWER_ROLES,
    scope="portals",
):
    """Show a portal's draft."""

    slug: Slug


class SaveDraft(
    Request[Draft], name="portal-config.save-draft.v1", who=DESIGNERS, roles=DESIGNER_ROLES, scope="portals"
):
    """Save a portal's draft. Refused with a pointer to each place that is wrong, and when somebody else was faster."""

    AUDIT: ClassVar[Audited] = Audited(tells=("revision",))

    slug: Slug
    expected_revision: int
    document: Document


class Version(Message):
    """One published version."""

    slug: Slug
    version: int
    published_at: datetime
    published_by: str
    restored_from: int | None = None


class Versions(Message):
    """Versions of a portal, newest first, the newest 100."""

    items: tuple[Version, ...]


class PublishPortal(
    Request[Version], name="portal-config.publish-portal.v1", who=DESIGNERS, roles=DESIGNER_ROLES, scope="portals"
):
    """Publish the draft as the next version. `expected_revision` refuses a draft that nobody here has looked at."""

    AUDIT: ClassVar[Audited] = Audited(tells=("version",))

    slug: Slug
    expected_revision: int | None = None


class ListVersions(
    Request[Versions],
    name="portal-config.list-versions.v1",
    effect="read",
    who=DESIGNERS,
    roles=VIEWER_ROLES,
    scope="portals",
):
    """List the published versions of a portal."""

    slug: Slug


class RestoreVersion(
    Request[Version], name="portal-config.restore-version.v1", who=DESIGNERS, roles=DESIGNER_ROLES, scope="portals"
):
    """Publish an earlier version again, as the next version; the draft becomes it too.

    `expected_revision` refuses to put it in the place of a draft that nobody here has looked at.
    """

    AUDIT: ClassVar[Audited] = Audited(tells=("version", "restored_from"))

    slug: Slug
    version: Annotated[int, Field(ge=1)]
    expected_revision: int | None = None


class PublicPortal(Message):
    """What anybody may know of a portal: name, look, languages, ways to sign in, terms.

    `language` is the one of `languages` that it falls back to.
    """

    portal: PortalName
    name: Name
    languages: tuple[Language, ...]
    language: Language | None = None
    look: dict[str, JsonValue]
    sign_in: dict[str, JsonValue]
    terms: Terms | None = None


class ShowPublicPortal(
    Request[PublicPortal], name="portal-config.show-public-portal.v1", effect="read", who=frozenset({Who.ANYONE})
):
    """Show a published portal to somebody who has not signed in."""

    tenant: TenantName
    slug: Slug


class PortalPublished(Event, name="portal-config.portal.published.v1"):
    """The whole validated version is in force; only a higher version, or the same switched more often, is newer."""

    slug: Slug
    version: int
    document: Document
    switched: int = 0


class PortalUnpublished(Event, name="portal-config.portal.unpublished.v1"):
    """A portal is off as of this version, and as of having been switched so often."""

    slug: Slug
    version: int
    switched: int = 0
