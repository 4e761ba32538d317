"""Defines a module, and has tried again what the quarantine holds for want of it."""

from contracts.portal_config.tenancy import ModuleDefined
from records.app.context import Context


async def define_module(event: ModuleDefined, at: Context) -> None:
    """Keep a definition where it is newer than the one before."""
    known = await at.rules.module_revision(event.module)
    if known is None or event.revision > known:
        await at.rules.put_module(event.module, event.revision, event.definition)
        await at.chores.retry(event.module)
