"""Doors for staff who ask why, and what somebody sees."""

from typing import Final

from chassis.call_router import CallRouter
from contracts.principal import Principal
from contracts.records.explaining import ExplainVisibility, Explanation
from contracts.records.sight import ShowSight, Sight
from records.app.context import Context
from records.app.explain_visibility import explain_visibility
from records.app.show_sight import show_sight

router: Final[CallRouter[Context]] = CallRouter()


@router.call(ExplainVisibility)
async def on_explain_visibility(request: ExplainVisibility, _who: Principal, at: Context) -> Explanation:
    """Explain why somebody sees a record or does not, rule by rule."""
    return await explain_visibility(request, at)


@router.call(ShowSight)
async def on_show_sight(request: ShowSight, _who: Principal, at: Context) -> Sight:
    """Show which modules a membership sees, and how many records in each."""
    return await show_sight(request, at)
