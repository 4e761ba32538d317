"""Doors for customers: their portal, lists and records."""

from typing import Final

from chassis.call_router import CallRouter
from contracts.principal import Principal
from contracts.records.dashboard import Dashboard, ShowDashboard
from contracts.records.exporting import ExportPage, ExportRecords
from contracts.records.history import RecordHistory, ShowHistory
from contracts.records.searching import SearchHits, SearchRecords
from contracts.records.viewing import (
    ListRecords,
    RecordPage,
    ShowPortal,
    ShowRecord,
    VisiblePortal,
    VisibleRecord,
)
from contracts.records.watching import CheckVisible, StillVisible
from records.app.check_visible import check_visible
from records.app.context import Context
from records.app.export_records import export_records
from records.app.list_records import list_records
from records.app.search_records import search_records
from records.app.show_dashboard import show_dashboard
from records.app.show_history import show_history
from records.app.show_portal import show_portal
from records.app.show_record import show_record

router: Final[CallRouter[Context]] = CallRouter()


@router.call(ShowPortal)
async def on_show_portal(_request: ShowPortal, who: Principal, at: Context) -> VisiblePortal:
    """Show my portal: modules in order with names, views and what I may do."""
    return await show_portal(who, at)


@router.call(ListRecords)
async def on_list_records(request: ListRecords, who: Principal, at: Context) -> RecordPage:
    """List the records of a module, as far as my policy shows them."""
    return await list_records(request, who, at)


@router.call(ShowRecord)
async def on_show_record(request: ShowRecord, who: Principal, at: Context) -> VisibleRecord:
    """Show one record; what may not be seen is not found."""
    return await show_record(request, who, at)


@router.call(ShowHistory)
async def on_show_history(request: ShowHistory, who: Principal, at: Context) -> RecordHistory:
    """Show how a record changed, as far as I may know."""
    return await show_history(request, who, at)


@router.call(ShowDashboard)
async def on_show_dashboard(_request: ShowDashboard, who: Principal, at: Context) -> Dashboard:
    """Show what waits for me and what came in lately, module by module."""
    return await show_dashboard(who, at)


@router.call(ExportRecords)
async def on_export_records(request: ExportRecords, who: Principal, at: Context) -> ExportPage:
    """Give a list's rows for a file, as of when it was begun."""
    return await export_records(request, who, at)


@router.call(SearchRecords)
async def on_search_records(request: SearchRecords, who: Principal, at: Context) -> SearchHits:
    """Search all modules that show."""
    return await search_records(request, who, at)


@router.call(CheckVisible)
async def on_check_visible(request: CheckVisible, who: Principal, at: Context) -> StillVisible:
    """Tell which of these records I may see now."""
    return await check_visible(request, who, at)
