"""Makes a tenant with the preset modules. Safe to repeat."""

from contracts.portal_config.tenancy import CreateTenant, Tenant, TenantChanged
from contracts.topology import SHARDS
from portal_config.app import answers
from portal_config.app.context import Context
from portal_config.app.preset_modules import define_missing_presets
from portal_config.domain import tenant as rules


async def create_tenant(request: CreateTenant, at: Context) -> Tenant:
    """Make the tenant, or answer the one that is there as it is."""
    earlier = await at.tenants.find()
    if earlier is not None:
        return answers.tenant(earlier)
    made = rules.Tenant(request.tenant, request.name, rules.shard_of(request.tenant, SHARDS))
    await at.tenants.add(made)
    at.say(TenantChanged(name=made.name, shard=made.shard), made.tenant)
    await define_missing_presets(at)
    return answers.tenant(made)
