"""Doors for looking at versions and earlier drafts, comparing them, and switching a portal out of force and back."""

from typing import Final

from chassis.call_router import CallRouter
from contracts.portal_config.portals import Portal
from contracts.portal_config.versions import (
    CompareVersions,
    Comparison,
    EarlierDraft,
    ShowEarlierDraft,
    ShowVersion,
    SwitchPortal,
    WholeVersion,
)
from contracts.principal import Principal
from portal_config.app.compare_versions import compare_versions
from portal_config.app.context import Context
from portal_config.app.show_earlier_draft import show_earlier_draft
from portal_config.app.show_version import show_version
from portal_config.app.switch_portal import switch_portal

router: Final[CallRouter[Context]] = CallRouter()


@router.call(ShowVersion)
async def on_show_version(request: ShowVersion, _who: Principal, at: Context) -> WholeVersion:
    """Show a published version with its document."""
    return await show_version(request, at)


@router.call(CompareVersions)
async def on_compare_versions(request: CompareVersions, _who: Principal, at: Context) -> Comparison:
    """Compare two versions of a portal, or one with its draft: each change with its place and a code."""
    return await compare_versions(request, at)


@router.call(ShowEarlierDraft)
async def on_show_earlier_draft(request: ShowEarlierDraft, _who: Principal, at: Context) -> EarlierDraft:
    """Show what a draft was before it was saved over."""
    return await show_earlier_draft(request, at)


@router.call(SwitchPortal)
async def on_switch_portal(request: SwitchPortal, _who: Principal, at: Context) -> Portal:
    """Switch a published portal off for everybody, or on again with the version that it had."""
    return await switch_portal(request, at)
