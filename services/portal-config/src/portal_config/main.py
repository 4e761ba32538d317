"""portal-config put together: its doors, its collections, its use cases."""

from chassis.store_service import StoreService
from chassis.work import Work
from portal_config.app.context import Context
from portal_config.gateways import clock
from portal_config.handlers import logos as logo_doors
from portal_config.handlers import portals as portal_doors
from portal_config.handlers import tenancy as tenancy_doors
from portal_config.handlers import versions as version_doors
from portal_config.settings import PortalConfigSettings
from portal_config.storage import drafts, logos, modules, portals, tenants, versions

INDEXES = (*tenants.INDEXES, *modules.INDEXES, *portals.INDEXES, *drafts.INDEXES, *versions.INDEXES, *logos.INDEXES)


def make_app() -> StoreService:
    """Make the service from its settings."""
    service = StoreService("portal-config", PortalConfigSettings(), indexes=INDEXES)
    service.calls(tenancy_doors.router, build)
    service.calls(portal_doors.router, build)
    service.calls(version_doors.router, build)
    service.calls(logo_doors.router, build)
    return service


def build(work: Work) -> Context:
    """Give the use cases of one unit of work what they stand on."""
    return Context(
        tenant=work.tenant,
        tenants=tenants.MongoTenants(work),
        modules=modules.MongoModules(work),
        portals=portals.MongoPortals(work),
        drafts=drafts.MongoDrafts(work),
        versions=versions.MongoVersions(work),
        logos=logos.MongoLogos(work),
        now=clock.now,
        say=work.emit,
    )
