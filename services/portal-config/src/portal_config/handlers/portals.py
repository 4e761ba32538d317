"""Doors for portals, their drafts and versions."""

from typing import Final

from chassis.call_router import CallRouter
from contracts.message import Nothing
from contracts.portal_config.portals import (
    CreatePortal,
    Draft,
    ListPortals,
    ListVersions,
    Portal,
    Portals,
    PublicPortal,
    PublishPortal,
    RemovePortal,
    RestoreVersion,
    SaveDraft,
    ShowDraft,
    ShowPublicPortal,
    Version,
    Versions,
)
from contracts.principal import Principal
from portal_config.app.context import Context
from portal_config.app.create_portal import create_portal
from portal_config.app.list_portals import list_portals
from portal_config.app.list_versions import list_versions
from portal_config.app.publish_portal import publish_portal
from portal_config.app.remove_portal import remove_portal
from portal_config.app.restore_version import restore_version
from portal_config.app.save_draft import save_draft
from portal_config.app.show_draft import show_draft
from portal_config.app.show_public_portal import show_public_portal

router: Final[CallRouter[Context]] = CallRouter()


@router.call(ListPortals)
async def on_list_portals(_request: ListPortals, _who: Principal, at: Context) -> Portals:
    """List the tenant's portals."""
    return await list_portals(at)


@router.call(CreatePortal)
async def on_create_portal(request: CreatePortal, _who: Principal, at: Context) -> Portal:
    """Make a portal with a draft of the presets; nothing shows until it is published."""
    return await create_portal(request, at)


@router.call(RemovePortal)
async def on_remove_portal(request: RemovePortal, _who: Principal, at: Context) -> Nothing:
    """Remove a portal that was never published, with its draft."""
    return await remove_portal(request, at)


@router.call(ShowDraft)
async def on_show_draft(request: ShowDraft, _who: Principal, at: Context) -> Draft:
    """Show a portal's draft."""
    return await show_draft(request, at)


@router.call(SaveDraft)
async def on_save_draft(request: SaveDraft, _who: Principal, at: Context) -> Draft:
    """Save a portal's draft over the revision that its author saw."""
    return await save_draft(request, at)


@router.call(PublishPortal)
async def on_publish_portal(request: PublishPortal, who: Principal, at: Context) -> Version:
    """Publish the draft as the next version; an unchanged one answers the version in force."""
    return await publish_portal(request, who, at)


@router.call(ListVersions)
async def on_list_versions(request: ListVersions, _who: Principal, at: Context) -> Versions:
    """List the published versions of a portal, newest first."""
    return await list_versions(request, at)


@router.call(RestoreVersion)
async def on_restore_version(request: RestoreVersion, who: Principal, at: Context) -> Version:
    """Publish an earlier version again, as the next one; the draft becomes it too."""
    return await restore_version(request, who, at)


@router.call(ShowPublicPortal, tenant=lambda request: request.tenant)
async def on_show_public_portal(request: ShowPublicPortal, _who: Principal, at: Context) -> PublicPortal:
    """Show a published portal to anybody: name, look, languages, ways to sign in."""
    return await show_public_portal(request, at)
