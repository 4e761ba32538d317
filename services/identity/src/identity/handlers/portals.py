"""Doors for what portal-config tells of portals and tenants. Versions guard them, so they need no inbox."""

from chassis.event_router import EventRouter
from contracts.portal_config.portals import PortalPublished, PortalUnpublished
from contracts.portal_config.tenancy import TenantChanged
from identity.app.use_cases import UseCases

router: EventRouter[UseCases] = EventRouter("identity.portals", guarded=True)


@router.on(PortalPublished)
async def on_portal_published(event: PortalPublished, use: UseCases) -> None:
    """Take in a published version."""
    await use.open_portal(event)


@router.on(PortalUnpublished)
async def on_portal_unpublished(event: PortalUnpublished, use: UseCases) -> None:
    """Close a portal."""
    await use.close_portal(event)


@router.on(TenantChanged)
async def on_tenant_changed(event: TenantChanged, use: UseCases) -> None:
    """Keep the tenant's name."""
    await use.keep_tenant(event)
