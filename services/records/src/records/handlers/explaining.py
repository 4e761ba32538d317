"""The door for staff who ask why."""

from typing import Final

from chassis.call_router import CallRouter
from contracts.principal import Principal
from contracts.records.explaining import ExplainVisibility, Explanation
from records.app.context import Context
from records.app.explain_visibility import explain_visibility

router: Final[CallRouter[Context]] = CallRouter()


@router.call(ExplainVisibility)
async def on_explain_visibility(request: ExplainVisibility, _who: Principal, at: Context) -> Explanation:
    """Explain why somebody sees a record or does not, rule by rule."""
    return await explain_visibility(request, at)
