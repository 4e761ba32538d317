"""Doors for what portal-config says: portals in and out of force, modules defined. Versions guard; no inbox."""

from typing import Final

from chassis.event_router import EventRouter
from contracts.portal_config.portals import PortalPublished, PortalUnpublished
from contracts.portal_config.tenancy import ModuleDefined
from records.app.context import Context
from records.app.define_module import define_module
from records.app.put_portal import publish_portal, unpublish_portal

policies: Final[EventRouter[Context]] = EventRouter("records.policies", guarded=True)
modules: Final[EventRouter[Context]] = EventRouter("records.modules", guarded=True)


@policies.on(PortalPublished)
async def on_portal_published(event: PortalPublished, at: Context) -> None:
    """Put a portal's version in force."""
    await publish_portal(event, at)


@policies.on(PortalUnpublished)
async def on_portal_unpublished(event: PortalUnpublished, at: Context) -> None:
    """Take a portal out of force."""
    await unpublish_portal(event, at)


@modules.on(ModuleDefined)
async def on_module_defined(event: ModuleDefined, at: Context) -> None:
    """Define a module, and try its quarantine again."""
    await define_module(event, at)
