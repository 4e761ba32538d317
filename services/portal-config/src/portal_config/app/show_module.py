"""Shows one module."""

from contracts.portal_config.tenancy import Module, ShowModule
from portal_config.app import answers
from portal_config.app.context import Context
from portal_config.app.finding import the_module


async def show_module(request: ShowModule, at: Context) -> Module:
    """Give the module. Raises UnknownModule."""
    return answers.module(await the_module(at, request.module))
