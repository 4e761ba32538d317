"""The door for staff who look through a user's eyes."""

from chassis.call_router import CallRouter
from contracts.identity.view_as import View, ViewAs
from contracts.principal import Principal
from identity.app.use_cases import UseCases

router: CallRouter[UseCases] = CallRouter()


@router.call(ViewAs)
async def on_view_as(request: ViewAs, who: Principal, use: UseCases) -> View:
    """Look at the portal as a membership that holds, read-only, for 15 minutes."""
    return await use.view_as(request, who)
