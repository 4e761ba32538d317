"""Doors for staff and systems: the backoffices that feed the portals."""

from typing import Final

from chassis.call_router import CallRouter
from contracts.principal import Principal
from contracts.records.sources import ExpectSource, ListSources, Source, Sources
from records.app.context import Context
from records.app.expect_source import expect_source
from records.app.list_sources import list_sources

router: Final[CallRouter[Context]] = CallRouter()


@router.call(ListSources)
async def on_list_sources(_request: ListSources, _who: Principal, at: Context) -> Sources:
    """List the tenant's sources: when each was last heard, and whether it is silent."""
    return await list_sources(at)


@router.call(ExpectSource)
async def on_expect_source(request: ExpectSource, _who: Principal, at: Context) -> Source:
    """Say how often a source is to be heard, or retire it."""
    return await expect_source(request, at)
