"""Finds what a request names, or refuses."""

from portal_config.app.context import Context
from portal_config.domain.module import Module
from portal_config.domain.portal import Portal, Version
from portal_config.domain.refusal import UnknownModule, UnknownPortal, UnknownVersion


async def the_module(at: Context, name: str) -> Module:
    """Give the module. Raises UnknownModule."""
    module = await at.modules.find(name)
    if module is None:
        raise UnknownModule
    return module


async def the_portal(at: Context, slug: str) -> Portal:
    """Give the portal. Raises UnknownPortal."""
    portal = await at.portals.find(slug)
    if portal is None:
        raise UnknownPortal
    return portal


async def the_version(at: Context, portal: Portal, number: int) -> Version:
    """Give a version of a portal. Raises UnknownVersion."""
    version = await at.versions.find(portal.slug, number)
    if version is None:
        raise UnknownVersion
    return version
