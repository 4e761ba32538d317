"""Doors for tenants and modules."""

from typing import Final

from chassis.call_router import CallRouter
from contracts.portal_config.presets import ListPresets, Presets
from contracts.portal_config.tenancy import (
    CreateTenant,
    DefineModule,
    ListModules,
    Module,
    Modules,
    ShowModule,
    Tenant,
)
from contracts.principal import Principal
from contracts.republishing import Republished, RepublishPortals
from portal_config.app.context import Context
from portal_config.app.create_tenant import create_tenant
from portal_config.app.define_module import define_module
from portal_config.app.list_modules import list_modules
from portal_config.app.list_presets import list_presets
from portal_config.app.republish import republish
from portal_config.app.show_module import show_module

router: Final[CallRouter[Context]] = CallRouter()


@router.call(CreateTenant, tenant=lambda request: request.tenant)
async def on_create_tenant(request: CreateTenant, _who: Principal, at: Context) -> Tenant:
    """Make a tenant with the preset modules; safe to repeat."""
    return await create_tenant(request, at)


@router.call(RepublishPortals, tenant=lambda request: request.tenant)
async def on_republish(request: RepublishPortals, _who: Principal, at: Context) -> Republished:
    """Say again a page of what the tenant's modules and portals are."""
    return await republish(request, at)


@router.call(ListModules)
async def on_list_modules(_request: ListModules, _who: Principal, at: Context) -> Modules:
    """List the tenant's modules."""
    return await list_modules(at)


@router.call(ListPresets)
async def on_list_presets(request: ListPresets, _who: Principal, _at: Context) -> Presets:
    """List the preset modules for an audience, as a new portal lists them, and its standard roles."""
    return list_presets(request)


@router.call(ShowModule)
async def on_show_module(request: ShowModule, _who: Principal, at: Context) -> Module:
    """Show a module's definition."""
    return await show_module(request, at)


@router.call(DefineModule)
async def on_define_module(request: DefineModule, _who: Principal, at: Context) -> Module:
    """Define a module, or define it anew; refused where a published portal uses what it takes away."""
    return await define_module(request, at)
