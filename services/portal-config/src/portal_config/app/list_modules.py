"""Lists the tenant's modules."""

from contracts.portal_config.tenancy import Modules
from portal_config.app import answers
from portal_config.app.context import Context


async def list_modules(at: Context) -> Modules:
    """Give them all, by name."""
    return Modules(items=tuple(answers.module(module) for module in await at.modules.all()))
